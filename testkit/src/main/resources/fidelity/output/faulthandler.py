import faulthandler, sys


def f():
    exec(sys.argv[1])


f()
