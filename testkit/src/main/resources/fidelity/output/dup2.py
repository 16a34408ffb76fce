import os, sys

saved = os.dup(1)
fd = os.open("/tmp/o", os.O_RDWR | os.O_CREAT)
os.dup2(fd, 1)
print("to the file", flush=True)
os.dup2(saved, 1)
print("back", open("/tmp/o").read(), saved, fd)
