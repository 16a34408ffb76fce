# A file that leaves the folder by dots.
# source: history 14 (zip slip)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("../../../outside.py")
archive.send()
