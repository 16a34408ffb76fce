"""What the programs share that make hostile archives: zips with what no honest tool puts into them."""
import base64
import io
import stat
import warnings
import zipfile


class Archive:
    """A zip with a `main.py` that says that it ran, and with whatever is added to that."""

    def __init__(self, program="print('ran')", comment=b""):
        warnings.simplefilter("ignore")
        self._data = io.BytesIO()
        self._zip = zipfile.ZipFile(self._data, "w", zipfile.ZIP_DEFLATED)
        self._zip.comment = comment
        self._zip.writestr("main.py", program)

    def file(self, name, content="x"):
        """Adds a file, under a name that zipfile itself would change."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.filename = name
        self._zip.writestr(entry, content)

    def special(self, name, kind, content=""):
        """Adds something that is no regular file, of a kind like stat.S_IFCHR."""
        entry = zipfile.ZipInfo(name)
        entry.create_system = 3  # Unix, whose file kinds these are
        entry.external_attr = (kind | 0o777) << 16
        self._zip.writestr(entry, content)

    def link(self, name, target):
        """Adds a symbolic link."""
        self.special(name, stat.S_IFLNK, target)

    def content(self):
        """The whole archive. Nothing can be added any more."""
        self._zip.close()
        return self._data.getvalue()

    def send(self):
        """Submits it."""
        send(self.content())


def send(content):
    """Submits bytes that claim to be an archive."""
    print(base64.b64encode(content).decode())
