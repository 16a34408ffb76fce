# Two files of one name: one is looked at, the other used.
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
import warnings

warnings.simplefilter("ignore")
archive.writestr("main.py", "print('the other')")
archive.close()
print(base64.b64encode(data.getvalue()).decode())
