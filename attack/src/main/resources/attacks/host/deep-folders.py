# Makes folders in folders until names are longer than any path, and leaves them.
# source: history 10 (snekbox)
# control: none they would be left on this host
import os

os.chdir("/dev/shm")
count = 0
try:
    while count < 3000:
        os.mkdir("d")
        os.chdir("d")
        count += 1
except OSError:
    pass
print(f"folders: refused ({count} left, somebody removes them)")
