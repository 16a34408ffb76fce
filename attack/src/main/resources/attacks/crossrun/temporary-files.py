# Reads a neighbour's files in the usual places, by guessing and by listing.
# source: history 25, 40 (dify-sandbox issue 225)
# control: host
# kind: pair
import os

from attempts import attempt

for place in ("/tmp", "/var/tmp", "/dev/shm", "/workspace", "."):
    attempt(place, lambda: os.stat(place + "/{{marker}}"))

# === victim
import os
import tempfile

path = tempfile.gettempdir() + "/{{marker}}"
open(path, "w").write("x")
print('ready', flush=True)
import time
time.sleep(3)
os.unlink(path)
