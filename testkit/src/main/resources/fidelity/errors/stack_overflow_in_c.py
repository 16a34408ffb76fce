import sys, threading

sys.setrecursionlimit(10**7)


class A:
    def __getattr__(self, name):
        return getattr(self, name + "x"[:0])


def f():
    return [*map(lambda _: f(), [0])]


f()
