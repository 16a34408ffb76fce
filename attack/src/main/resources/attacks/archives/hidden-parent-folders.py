# Dots in the middle and at the end of a path.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("a/../../b.py")
archive.file("c/..")
archive.send()
