# A name that is no text.
# source: history 10 (snekbox)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

archive = Archive()
archive.file("b__xé.py")
send(archive.content().replace(b"b__x", b"b\xff\xfex"))
