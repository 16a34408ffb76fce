import os, sys

os.mkdir("/tmp/mine")
with open("/tmp/mine/json.py", "w") as f:
    f.write("print('mine')\nx = 1\n")
with open("/tmp/mine/random.py", "w") as f:
    f.write("print('my random')\nRandom = object\n")
sys.path.insert(0, "/tmp/mine")
import json

print(json.x, json.__file__)
import tempfile

print(tempfile._Random if hasattr(tempfile, "_Random") else None)
