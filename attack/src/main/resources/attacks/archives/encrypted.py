# A file that is encrypted, or says so.
# source: own
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

raw = bytearray(Archive().content())
for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    raw[raw.index(mark) + at] |= 1
send(raw)
