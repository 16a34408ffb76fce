import sys

print(sys.stdin.seekable(), open("/dev/stdin").read())
