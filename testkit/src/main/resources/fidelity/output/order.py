import os, sys

print("1")
os.write(1, b"2\n")
print("3", flush=True)
sys.stderr.write("e1\n")
os.write(2, b"e2\n")
print("4", file=sys.stderr, end="")
