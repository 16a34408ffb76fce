# One name in two Unicode forms.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("café.py")
archive.file("café.py")
archive.send()
