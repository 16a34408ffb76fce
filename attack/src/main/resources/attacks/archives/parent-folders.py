# A file that leaves the folder by dots.
# source: history 14 (zip slip)
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr(zipfile.ZipInfo('../../../outside.py'), 'x')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
