import io, sys

print(sys.stdout.fileno(), sys.stdout.buffer.raw.fileno(), sys.stdout.tell() if sys.stdout.seekable() else "no")
try:
    sys.stdout.tell()
except OSError as e:
    print(repr(e))
