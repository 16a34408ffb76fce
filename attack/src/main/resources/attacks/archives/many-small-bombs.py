# Many files that are each small enough.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
for i in range(100):
    archive.file(f"zeros{i}", bytes(300_000))
archive.send()
