# Makes a user namespace by clone3, whose flags a filter cannot see.
# source: clone(2)
# control: host
import os
import struct

from attempts import NOT_PERMITTED, attempt, call


def clone3():
    child = call(435, struct.pack("11Q", 0x10000000, 0, 0, 0, 17, *[0] * 6), 88)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


attempt("clone3 with CLONE_NEWUSER", clone3, NOT_PERMITTED)
