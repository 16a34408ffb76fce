# Finds System V segments of an earlier run.
# source: history 22
# control: host
# kind: sequence
from attempts import attempt, call


def find():
    segment = call(29, 0x5CE6, 0, 0)
    call(31, segment, 0, 0)
    return segment


attempt("its segment", find)

# === first
import ctypes

ctypes.CDLL(None).shmget(0x5CE6, 4096, 0o1666)
