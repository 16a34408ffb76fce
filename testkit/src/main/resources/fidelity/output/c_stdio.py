import ctypes, sys

print("python")
libc = ctypes.CDLL(None)
libc.printf(b"from C\n")
libc.puts(b"also")
sys.stdout.flush()
