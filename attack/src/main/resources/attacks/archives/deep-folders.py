# A path of a thousand folders.
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
archive.writestr('d/' * 1000 + 'x', '')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
