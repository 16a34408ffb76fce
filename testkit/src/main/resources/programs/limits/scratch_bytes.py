"""Fills the scratch directory, and prints how many bytes fitted."""
import errno

total = 0
try:
    with open("/tmp/big", "wb", buffering=0) as file:
        while True:
            total += file.write(b"x" * 65536)
except OSError as e:
    print(total, errno.errorcode[e.errno])
