import atexit
import weakref


class Thing:
    pass


atexit.register(print, "registered first")
things = [Thing(), Thing()]
f = weakref.finalize(things[0], print, "finalize 0")
g = weakref.finalize(things[1], print, "finalize 1")
g.atexit = False
atexit.register(print, "registered last")
