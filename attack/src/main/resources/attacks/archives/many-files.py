# Five thousand empty files.
# source: history 21
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
for i in range(5000):
    archive.writestr(f'{i}', '')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
