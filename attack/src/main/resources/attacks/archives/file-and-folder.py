# A name that is a file and a folder.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("a")
archive.file("a/b.py")
archive.send()
