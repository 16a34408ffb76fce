# Names that are one on some systems.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("Main.py")
archive.file("MAIN.PY")
archive.send()
