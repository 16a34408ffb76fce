# A path of a thousand folders.
# source: history 10 (snekbox)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("d/" * 1000 + "x", "")
archive.send()
