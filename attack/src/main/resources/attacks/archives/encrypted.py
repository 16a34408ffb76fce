# A file that is encrypted, or says so.
# source: own
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.close()
raw = bytearray(data.getvalue())
for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    raw[raw.index(mark) + at] |= 1
data = io.BytesIO(raw)
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
