import sys

sys.setrecursionlimit(20_000)


def f(n):
    return n and f(n - 1)


print(f(19_000))
