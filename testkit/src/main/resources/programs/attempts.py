"""What the attack programs share: each attempt is one line that says whether it was refused.

A line is `NAME: refused (WHY)`, `NAME: ALLOWED (RESULT)` or, when the attack itself is wrong, `NAME: BROKEN (ERROR)`.
"""
import ctypes
import errno
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
NOT_PERMITTED = (errno.EPERM, errno.EACCES, errno.ENOSYS)


def attempt(name, action, refusals=None):
    """Runs `action` in a child. An OSError is a refusal; with `refusals`, only one with such a number."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        print(f"{name}: {_verdict(action, refusals)}", flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        print(f"{name}: refused (signal {os.WTERMSIG(status)})", flush=True)


def _verdict(action, refusals):
    try:
        return f"ALLOWED ({action()!r:.60})"
    except OSError as e:
        reason = errno.errorcode.get(e.errno, type(e).__name__)
        refused = refusals is None or e.errno in refusals
        return f"refused ({reason})" if refused else f"ALLOWED (as far as {reason})"
    except BaseException as e:
        return f"BROKEN ({type(e).__name__} {e!s:.60})"


def call(number, *arguments):
    """A raw system call. Raises the OSError that it ends with."""
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *map(_as_c, arguments))
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def attempt_call(name, number, *arguments):
    """A system call whose arguments can do no harm; past the check of permission it ends with EFAULT or EINVAL."""
    attempt(name, lambda: call(number, *arguments), NOT_PERMITTED)


def hidden(path):
    """Raises when nothing can be read at `path`."""
    with open(path, "rb") as file:
        data = file.read(64)
    if not data:
        raise OSError(errno.ENODATA, "empty")
    return data


def _as_c(argument):
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
