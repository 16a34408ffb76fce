import os, sys

print(sys.stdin.readline(), end="")
print(os.read(0, 100))
print(sys.stdin.buffer.peek(1), sys.stdin.readline())
