import sys

sys.excepthook = lambda t, v, tb: print("hook", t.__name__, v, tb.tb_lineno)
raise KeyError("x")
