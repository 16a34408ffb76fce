# Bytes that only begin like an archive.
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
data = io.BytesIO(b'PK\x03\x04' + bytes(1000))
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
