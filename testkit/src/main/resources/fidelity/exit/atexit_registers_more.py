import atexit

atexit.register(lambda: atexit.register(print, "nested"))
atexit.register(print, "outer")
