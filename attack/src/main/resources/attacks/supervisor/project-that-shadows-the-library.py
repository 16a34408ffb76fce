# Brings modules with the names of those that the interpreter itself imports, to run before it is confined.
# source: history 23, 24 (dify-sandbox issues 27 and 96)
# control: host
# not applicable http: the adapter sends one file
import json
import re

print("program: refused (it ran)")

# === file confined.py
import os


def say(name):
    status = open("/proc/self/status").read()
    free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
    print(name + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file json.py
import confined

confined.say(__name__)

# === file re.py
import confined

confined.say(__name__)

# === file site.py
import confined

confined.say(__name__)

# === file sitecustomize.py
import confined

confined.say(__name__)

# === file usercustomize.py
import confined

confined.say(__name__)

# === file encodings/__init__.py
import confined

confined.say(__name__)

# === file codecs.py
raise SystemError('shadowed')

# === file io.py
raise SystemError('shadowed')

# === file os.py
raise SystemError('shadowed')

# === file atexit.py
import confined

confined.say(__name__)

# === file ctypes.py
import confined

confined.say(__name__)
