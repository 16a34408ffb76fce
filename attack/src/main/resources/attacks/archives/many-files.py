# Five thousand empty files.
# source: history 21
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
for i in range(5000):
    archive.file(f"{i}", "")
archive.send()
