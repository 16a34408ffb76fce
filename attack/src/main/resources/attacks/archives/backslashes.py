# Separators of another system.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("..\\..\\outside.py")
archive.send()
