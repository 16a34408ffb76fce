# A file on another drive, for who runs elsewhere.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr(zipfile.ZipInfo('C:\\\\attack.py'), 'x')
archive.writestr(zipfile.ZipInfo('C:attack.py'), 'x')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
