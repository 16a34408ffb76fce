"""Tries to become somebody else or to be treated better."""
import os
import resource
import stat

from attempts import attempt, call


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def make_set_user_id(owner):
    with open("/dev/shm/tool", "wb") as file:
        os.chown(file.fileno(), owner, owner)
        os.fchmod(file.fileno(), stat.S_ISUID | 0o755)


def raise_hard_limit(name):
    _, hard = resource.getrlimit(name)
    try:
        resource.setrlimit(name, (hard + 1, hard + 1))
    except ValueError as e:
        raise PermissionError(1, str(e)) from e


attempt("setuid(0)", lambda: os.setuid(0))
attempt("setgid(0)", lambda: os.setgid(0))
attempt("setresuid of a neighbour", lambda: os.setresuid(*[os.getuid() + 1] * 3))
attempt("setgroups", lambda: os.setgroups([0]))
attempt("capset", lambda: call(126, b"\x22\x05\x08\x20\0\0\0\0", b"\xff" * 12 + b"\0" * 12))
attempt("give a file to root, set-user-id", lambda: make_set_user_id(0))
attempt("nice -20", lambda: os.nice(-20))
attempt("real-time scheduling", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))
attempt("never be killed for memory", lambda: write("/proc/self/oom_score_adj", "-1000"))
attempt("more open files", lambda: raise_hard_limit(resource.RLIMIT_NOFILE))
attempt("core dumps", lambda: raise_hard_limit(resource.RLIMIT_CORE))
attempt("lift no_new_privs", lambda: call(157, 38, 0, 0, 0, 0))
attempt("ambient capability", lambda: call(157, 47, 2, 21, 0, 0))
attempt("device control of the terminal", lambda: os.open("/dev/tty", os.O_RDWR))
attempt("personality of the past", lambda: call(135, 0x0040000))
