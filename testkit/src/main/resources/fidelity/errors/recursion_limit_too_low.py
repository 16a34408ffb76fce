import sys

sys.setrecursionlimit(5)
print("x")
