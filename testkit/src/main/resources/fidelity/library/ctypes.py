import ctypes, ctypes.util


class S(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_double)]


libc = ctypes.CDLL(None, use_errno=True)
print(libc.abs(-3), S(1, 2).b, ctypes.sizeof(S), libc.open(b"/nowhere", 0), ctypes.get_errno())
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
a = (ctypes.c_int * 4)(3, 1, 2, 0)
libc.qsort(a, 4, 4, compare(lambda x, y: x[0] - y[0]))
print(list(a))
