# An archive within an archive's end: readers disagree about which one it is.
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
first = data.getvalue()
data = io.BytesIO()
archive = zipfile.ZipFile(data, "w")
archive.writestr("main.py", "print('second')")
archive.comment = first[-22:]
archive.close()
data = io.BytesIO(first + data.getvalue())
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
