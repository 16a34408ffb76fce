import sys

sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.err_msg, type(u.object).__name__)


class Bad:
    def __del__(self):
        1 / 0


Bad()
bad = Bad()
