# A link whose name ends with a slash.
# source: history 14 (CVE-2026-39822)
# control: naive
# kind: archive
# contained: 400, 413
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
def link(name, target):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, target)


link('data/', '/etc')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
