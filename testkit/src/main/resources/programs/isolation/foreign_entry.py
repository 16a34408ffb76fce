"""Enters the kernel by the doors that filters forget: i386 by int 0x80, and x32 by bit 30 of the number (isolate 2.6)."""
import ctypes
import errno
import mmap

from attempts import NOT_PERMITTED, attempt, call

X32 = 0x40000000


def i386(number):
    # mov eax, NUMBER; int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8" + number.to_bytes(4, "little") + b"\xcd\x80\xc3")
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    result = function()
    if result < 0:
        raise OSError(-result, errno.errorcode.get(-result))
    return result


attempt("i386 getpid", lambda: i386(20), NOT_PERMITTED)
attempt("i386 getuid", lambda: i386(24), NOT_PERMITTED)
attempt("i386 getppid", lambda: i386(64), NOT_PERMITTED)
attempt("x32 getpid", lambda: call(X32 | 39), NOT_PERMITTED)
attempt("x32 getuid", lambda: call(X32 | 102), NOT_PERMITTED)
attempt("x32 ptrace", lambda: call(X32 | 521, 16, 0, 0, 0), NOT_PERMITTED)
