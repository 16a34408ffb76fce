# A file on another drive, for who runs elsewhere.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("C:\\attack.py")
archive.file("C:attack.py")
archive.send()
