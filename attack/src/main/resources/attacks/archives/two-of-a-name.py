# Two files of one name: one is looked at, the other used.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("main.py", "print('the other')")
archive.send()
