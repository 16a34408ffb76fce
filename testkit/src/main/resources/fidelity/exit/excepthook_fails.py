import sys


def hook(*args):
    raise TypeError("in hook")


sys.excepthook = hook
raise KeyError("x")
