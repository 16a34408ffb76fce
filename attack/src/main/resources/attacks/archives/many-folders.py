# As many folders as the names may bring: the count of files is small, that of inodes is not.
# source: own: found by this catalogue
# control: none it has to be executed, like any project
# kind: archive
# contained: 200
import base64
import io
import zipfile

data = io.BytesIO()
archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED)
archive.writestr("main.py", "print('ran')")
for i in range(480):
    archive.writestr("/".join(f"{i}_{depth}" for depth in range(30)) + "/x", "")
archive.close()
print(base64.b64encode(data.getvalue()).decode())
