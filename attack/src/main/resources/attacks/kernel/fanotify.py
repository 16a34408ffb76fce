# Watches a whole file system.
# source: fanotify(7)
# control: host
from attempts import attempt, call

attempt("fanotify_init", lambda: call(300, 0, 0))
