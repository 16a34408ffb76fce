# Names with NUL, line breaks and escape sequences.
# source: history 10, 14
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
archive.writestr(zipfile.ZipInfo("b_x.py"), "x")
archive.writestr(zipfile.ZipInfo("c\x1b[2J\n.py"), "x")
archive.close()
data = io.BytesIO(data.getvalue().replace(b"b_x.py", b"b\0x.py"))
archive = io.BytesIO()
archive.close()
print(base64.b64encode(data.getvalue()).decode())
