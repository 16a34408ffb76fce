# Adds a key to the kernel's keyrings, which are shared by users, not by containers.
# source: CVE-2016-0728; keyrings(7)
# control: host
from attempts import attempt, call

attempt("add_key", lambda: call(248, b"user", b"sce-attack", b"x", 1, -2))
attempt("join a session keyring", lambda: call(250, 1, 0))
