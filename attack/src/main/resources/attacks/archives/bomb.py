# 30 MiB of zeros in a few kilobytes.
# source: history 14; 42.zip
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr('zeros', bytes(30 << 20))
archive.close()
print(base64.b64encode(data.getvalue()).decode())
