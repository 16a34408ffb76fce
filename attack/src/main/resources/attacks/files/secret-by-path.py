# Reads a file of the host by its path, absolute, relative and through dots.
# source: history 18
# control: host
from attempts import attempt, hidden

path = "{{secret_path}}"
attempt("absolute", lambda: hidden(path))
attempt("through dots", lambda: hidden("../" * 30 + path[1:]))
attempt("through /proc/self/root", lambda: hidden("/proc/self/root" + path))
attempt("through /proc/self/cwd", lambda: hidden("/proc/self/cwd/" + "../" * 30 + path[1:]))
attempt("through a task", lambda: hidden("/proc/thread-self/root" + path))
