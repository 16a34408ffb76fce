# Files that share their bytes: a bomb without recursion.
# source: Fifield, A better zip bomb, 2019
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr("zeros", bytes(1 << 20))
archive.close()
raw = data.getvalue()
end = raw.rindex(b"PK\x05\x06")
table = raw.index(b"PK\x01\x02")
entry = raw[raw.index(b"PK\x01\x02", table + 4):end]
entries = b"".join(entry.replace(b"zeros", b"zer%02d" % i) for i in range(90))
tail = bytearray(raw[end:])
tail[8:10] = tail[10:12] = (91).to_bytes(2, "little")
tail[12:16] = (len(raw[table:end]) - len(entry) + len(entries)).to_bytes(4, "little")
first = raw[table:raw.index(b"PK\x01\x02", table + 4)]
data = io.BytesIO(raw[:table] + first + entries + bytes(tail))
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
