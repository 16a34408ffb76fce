# Many files that are each small enough.
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
for i in range(100):
    archive.writestr(f'zeros{i}', bytes(300_000))
archive.close()
print(base64.b64encode(data.getvalue()).decode())
