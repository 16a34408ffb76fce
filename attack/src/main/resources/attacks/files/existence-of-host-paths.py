# Asks whether paths of the host exist, by every call that could tell.
# source: history 18 (isolate 2.5: an oracle of paths)
# control: host
import os

from attempts import attempt

path = "{{secret_path}}"
attempt("stat", lambda: os.stat(path))
attempt("lstat", lambda: os.lstat(path))
attempt("access", lambda: os.access(path, os.F_OK) or os.stat(path))
attempt("open of a path", lambda: os.open(path, os.O_PATH))
attempt("statvfs", lambda: os.statvfs(path))
attempt("chdir", lambda: os.chdir("{{directory}}"))
attempt("execute", lambda: os.execv(path, ["x"]) if os.path.exists(path) else os.stat(path))
