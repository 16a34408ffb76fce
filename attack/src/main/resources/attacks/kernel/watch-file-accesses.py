# Watches a file of the image: every other run that opens it would be seen.
# source: own; inotify(7): a watch is on the inode, which all runs share
# control: host
import ctypes
import os

from attempts import NOT_PERMITTED, attempt

libc = ctypes.CDLL(None, use_errno=True)


def watch():
    descriptor = libc.inotify_init()
    if descriptor < 0 or libc.inotify_add_watch(descriptor, os.__file__.encode(), 0xFFF) < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    return descriptor


attempt("inotify of the standard library", watch, NOT_PERMITTED)
