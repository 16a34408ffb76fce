import sys, traceback


def f():
    g()


def g():
    raise ValueError("x")


try:
    f()
except ValueError:
    traceback.print_exc()
    traceback.print_stack()
    print(traceback.extract_tb(sys.exc_info()[2]))
    print(traceback.format_exc(limit=1))
