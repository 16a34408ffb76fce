# A name that is no text.
# source: history 10 (snekbox)
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr(zipfile.ZipInfo("b__xé.py"), "x")
archive.close()
data = io.BytesIO(data.getvalue().replace(b"b__x", b"b\xff\xfex"))
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
