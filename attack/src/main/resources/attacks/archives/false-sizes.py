# A file that says that it is small.
# source: own; APPNOTE.TXT
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

archive = Archive()
archive.file("zeros", bytes(25 << 20))
size = (25 << 20).to_bytes(4, "little")
send(archive.content().replace(size, (10).to_bytes(4, "little")))
