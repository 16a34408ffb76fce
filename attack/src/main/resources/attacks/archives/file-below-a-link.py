# A link to a folder, and a file below it.
# source: history 14 (CVE-2026-6959)
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


link('data', '/tmp')
archive.writestr(zipfile.ZipInfo('data/outside.py'), 'x')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
