# Files that share their bytes: a bomb without recursion.
# source: Fifield, A better zip bomb, 2019
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

archive = Archive()
archive.file("zeros", bytes(1 << 20))
raw = archive.content()
end = raw.rindex(b"PK\x05\x06")
table = raw.index(b"PK\x01\x02")
entry = raw[raw.index(b"PK\x01\x02", table + 4):end]
entries = b"".join(entry.replace(b"zeros", b"zer%02d" % i) for i in range(90))
tail = bytearray(raw[end:])
tail[8:10] = tail[10:12] = (91).to_bytes(2, "little")
tail[12:16] = (len(raw[table:end]) - len(entry) + len(entries)).to_bytes(4, "little")
first = raw[table:raw.index(b"PK\x01\x02", table + 4)]
send(raw[:table] + first + entries + bytes(tail))
