# Makes device nodes, among them that of the first disk.
# source: mknod(2)
# control: host
import os
import stat
import tempfile

from attempts import attempt


def make(kind, major, minor):
    path = tempfile.mktemp()
    os.mknod(path, kind | 0o600, os.makedev(major, minor))
    os.unlink(path)


attempt("the first disk", lambda: make(stat.S_IFBLK, 8, 0))
attempt("memory", lambda: make(stat.S_IFCHR, 1, 1))
attempt("fuse", lambda: make(stat.S_IFCHR, 10, 229))
