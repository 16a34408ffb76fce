"""Tries to leave its sandbox in every simple way, and prints one line for each: name, "contained" or "escaped", what it saw.
The arguments are the capabilities that the engine declares."""

import ctypes
import os
import signal
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
PR_GET_NO_NEW_PRIVS = 39


def attempt(name, attack):
    """An attack returns what it achieved; raising, or returning nothing, is being contained."""
    try:
        seen = attack()
    except Exception as error:
        seen, why = None, str(error)
    else:
        why = "refused"
    print(name, "escaped" if seen else "contained", seen or why, sep="\t", flush=True)


def reach_a_machine():
    with socket.create_connection(("192.0.2.1", 80), timeout=1):
        return "a connection left the sandbox"


def other_interfaces():
    return ", ".join(name for _, name in socket.if_nameindex() if name != "lo")


def write_somewhere():
    for directory in ("/", "/etc", "/usr/bin", "/var/tmp", "/tmp", "/run", "/workspace", "/proc/sys/kernel"):
        path = os.path.join(directory, "probe")
        try:
            with open(path, "w"):
                return "wrote " + path
        except OSError:
            continue


def keep_privileges():
    with open("/proc/self/status") as status:
        fields = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    # gVisor's kernel knows no ambient capabilities, and does not show no_new_privs
    wrong = [name for name in ("CapInh", "CapPrm", "CapEff", "CapBnd") if int(fields.get(name, "1"), 16)]
    wrong += ["CapAmb"] if int(fields.get("CapAmb", "0"), 16) else []
    wrong += ["NoNewPrivs"] if libc.prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 else []
    wrong += ["Seccomp"] if "SECCOMP" in sys.argv and fields.get("Seccomp") != "2" else []
    return ", ".join(wrong) and "wrong: " + ", ".join(wrong)


def be_a_real_user():
    if os.getuid() == 0 or os.getgid() == 0 or os.getgroups():
        return "uid %d, gid %d, groups %s" % (os.getuid(), os.getgid(), os.getgroups())
    if "OWN_USER" not in sys.argv:
        return None
    with open("/proc/self/uid_map") as mapping:
        rows = [tuple(map(int, row.split())) for row in mapping]
    # without a user namespace, only an id of the range that belongs to nobody will do
    if sum(count for _, _, count in rows) > 65536 and os.getuid() < 65536:
        return "no user namespace: %s" % rows


def become_root():
    libc.setuid(0)
    return os.getuid() == 0 and "uid 0"


def mount_something():
    return libc.mount(b"none", b"/workspace", b"tmpfs", 0, None) == 0 and "mounted a tmpfs"


def make_namespaces():
    return libc.unshare(0x10000000) == 0 and "made a user namespace"


def see_others():
    strangers = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
    return ", ".join(strangers)


def kill_the_supervisor():
    os.kill(1, 9)
    return "signalled process 1"


def fork_without_end():
    children = []
    try:
        for _ in range(200):
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
        return "made %d processes" % len(children)
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)


attempt("network", reach_a_machine)
attempt("network interfaces", other_interfaces)
attempt("read-only file system", write_somewhere)
attempt("privileges", keep_privileges)
attempt("user", be_a_real_user)
attempt("becoming root", become_root)
attempt("mounting", mount_something)
attempt("namespaces", make_namespaces)
attempt("other processes", see_others)
attempt("supervisor", kill_the_supervisor)
attempt("process limit", fork_without_end)
