import atexit

for i in range(5):
    atexit.register(print, "atexit", i)
print("main")
