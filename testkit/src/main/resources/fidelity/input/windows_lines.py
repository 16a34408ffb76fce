import sys

print(sys.stdin.readlines())
