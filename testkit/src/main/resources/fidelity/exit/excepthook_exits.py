import sys

sys.excepthook = lambda *a: sys.exit(6)
raise KeyError("x")
