# A file that says that it is small.
# source: own; APPNOTE.TXT
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr("zeros", bytes(25 << 20))
archive.close()
size = (25 << 20).to_bytes(4, "little")
data = io.BytesIO(data.getvalue().replace(size, (10).to_bytes(4, "little")))
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
