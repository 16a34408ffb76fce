import atexit

atexit.register(print, "atexit")
try:
    raise KeyboardInterrupt("me")
finally:
    print("finally")
