# Lets everybody trace it, and asks process 1 to.
# source: prctl(2), PR_SET_PTRACER
# control: unshared
import ctypes

from attempts import attempt, hidden

ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
attempt("memory of process 1", lambda: hidden("/proc/1/mem"))
attempt("maps of process 1", lambda: hidden("/proc/1/maps"))
attempt("its environment", lambda: hidden("/proc/1/environ"))
