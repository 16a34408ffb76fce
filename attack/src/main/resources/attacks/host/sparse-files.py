# Makes a file that claims to be huge, for whoever copies it.
# source: history 6, 10 (snekbox)
# control: none it is harmless where it is made
import os

path = "/dev/shm/sparse"
try:
    os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 1 << 40)
    print("sparse: refused (nobody copies it)")
except OSError as e:
    print(f"sparse: refused ({e.strerror})")
