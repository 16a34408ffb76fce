# A device, a pipe and a socket.
# source: history 6
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
for name, kind in (("device", 0o020000), ("pipe", 0o010000), ("socket", 0o140000)):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (kind | 0o666) << 16
    archive.writestr(entry, "")
archive.close()
print(base64.b64encode(data.getvalue()).decode())
