# Links with the names of files that trusted code may write.
# source: history 1
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


for name in ('stdin', 'stdout', 'meta', 'run.sh', 'script.py'):
    link(name, '/etc/passwd')
archive.close()
print(base64.b64encode(data.getvalue()).decode())
