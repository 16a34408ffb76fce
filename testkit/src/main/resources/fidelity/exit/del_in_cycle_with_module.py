import sys


class Loud:
    def __del__(self):
        print("del", sys.__name__ if sys else None)


class Holder:
    pass


h = Holder()
h.self = h
h.loud = Loud()
sys.modules["mine"] = h
del h
