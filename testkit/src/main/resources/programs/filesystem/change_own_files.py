"""Tries to change what the trusted side laid out (Judge0: CVE-2024-28185, CVE-2024-28189; go-judge's chmod of the working directory)."""
import os

from attempts import attempt

SCRIPT = "/workspace/script.py"
attempt("overwrite", lambda: open(SCRIPT, "w"))
attempt("append", lambda: open(SCRIPT, "a"))
attempt("truncate", lambda: os.truncate(SCRIPT, 0))
attempt("unlink", lambda: os.unlink(SCRIPT))
attempt("rename", lambda: os.rename(SCRIPT, "/workspace/other.py"))
attempt("rename away", lambda: os.rename(SCRIPT, "/dev/shm/other.py"))
attempt("hard link", lambda: os.link(SCRIPT, "/dev/shm/script.py"))
attempt("symbolic link beside", lambda: os.symlink("/etc/passwd", "/workspace/link"))
attempt("chmod of the file", lambda: os.chmod(SCRIPT, 0o777))
attempt("chmod of the directory", lambda: os.chmod("/workspace", 0))
attempt("chmod of the root", lambda: os.chmod("/", 0))
attempt("chown", lambda: os.chown(SCRIPT, os.getuid(), os.getgid()))
attempt("times", lambda: os.utime(SCRIPT, (0, 0)))
attempt("extended attribute", lambda: os.setxattr(SCRIPT, "user.x", b"1"))
attempt("through the descriptor's path", lambda: open(f"/proc/self/fd/{os.open(SCRIPT, os.O_RDONLY)}", "w"))
attempt("replace the directory", lambda: os.rename("/workspace", "/workspace2"))
