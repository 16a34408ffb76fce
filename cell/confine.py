"""What a worker does to itself before it may run a program, in this order. See isolation in the Java library for the why."""

import ctypes
import os
import resource

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x08000000, 0x10000000, 0x40000000
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP = 4, 22, 23, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
SECCOMP_MODE_FILTER = 2
PROGRAM_ID = 1000
MIB = 1 << 20
CGROUPS = "/.sce/cgroup"
CONTROLLERS = ("cpu", "cpuacct", "memory", "pids")

# as in ResourceLimit.java
LIMITS = (
    (resource.RLIMIT_CORE, 0, 0),
    (resource.RLIMIT_STACK, 8 * MIB, 64 * MIB),
    (resource.RLIMIT_MEMLOCK, MIB // 16, MIB // 16),
    (resource.RLIMIT_MSGQUEUE, 0, 0),
    (resource.RLIMIT_SIGPENDING, 1024, 1024),
    (resource.RLIMIT_NICE, 0, 0),
    (resource.RLIMIT_RTPRIO, 0, 0),
)

_libc = ctypes.CDLL(None, use_errno=True)
_libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4


def _check(result, what):
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def setns(fd, kinds):
    _check(_libc.setns(fd, kinds), "setns")


def _prctl(option, *values):
    return _libc.prctl(option, *values, *([0] * (4 - len(values))))


class _Program(ctypes.Structure):
    """struct sock_fprog of seccomp(2)."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


class _Capabilities(ctypes.Structure):
    """The header and the two data blocks of capset(2), version 3: no capability at all."""

    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int), ("sets", ctypes.c_uint32 * 6)]


class Confinement:
    """Everything that can be prepared before the fork."""

    def __init__(self, filter_fd):
        size = os.fstat(filter_fd).st_size
        self._instructions = os.pread(filter_fd, size, 0)
        self._filter = _Program(size // 8, self._instructions)
        self._last_capability = next(c for c in range(64) if _prctl(PR_CAPBSET_READ, c + 1) < 0)
        version_2 = os.path.exists(f"{CGROUPS}/cgroup.procs")
        self._groups = [CGROUPS] if version_2 else [f"{CGROUPS}/{name}" for name in CONTROLLERS]
        self._header = _Capabilities(0x20080522, 0)

    def enter(self, cell):
        """Leaves this process with a cell's namespaces, streams, user and limits, and with nothing else."""
        for group in self._groups:
            # SECURITY: memory and processes that nobody counts: first of all, so that all that follows is the run's
            fd = os.open(f"{group}/cell-{cell.number}/cgroup.procs", os.O_WRONLY)
            os.write(fd, b"0")
            os.close(fd)
        setns(cell.namespaces, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
        _check(_libc.unshare(CLONE_NEWCGROUP), "cgroup namespace")
        os.dup2(cell.stdin, 0)
        os.dup2(cell.stdout, 1)
        os.dup2(cell.stderr, 2)
        os.setsid()
        for kind, soft, hard in LIMITS:
            resource.setrlimit(kind, (soft, hard))
        self._drop_privileges()
        _check(_prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(self._filter)), "seccomp")
        os.chdir("/workspace")

    def _drop_privileges(self):
        # SECURITY: regaining capabilities: the bounding set while that is still allowed, then the users, then the rest
        for capability in range(self._last_capability + 1):
            _check(_prctl(PR_CAPBSET_DROP, capability), "bounding set")
        _check(_prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL), "ambient capabilities")
        os.setgroups([])
        os.setresgid(PROGRAM_ID, PROGRAM_ID, PROGRAM_ID)
        os.setresuid(PROGRAM_ID, PROGRAM_ID, PROGRAM_ID)
        _check(_libc.capset(ctypes.byref(self._header), ctypes.byref(self._header, 8)), "capabilities")
        _check(_prctl(PR_SET_NO_NEW_PRIVS, 1), "no_new_privs")
        _check(_prctl(PR_SET_DUMPABLE, 1), "dumpable")  # as after an execve: /proc/self belongs to the program


def limit_open_files(most):
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
