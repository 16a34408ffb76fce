# Brings modules with the names of those that the interpreter itself imports, to run before it is confined.
# source: history 23, 24 (dify-sandbox issues 27 and 96)
# control: host
# not applicable http: the adapter sends one file
import json
import re

print("program: refused (it ran)")

# === file json.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file re.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file site.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file sitecustomize.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file usercustomize.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file encodings/__init__.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file codecs.py
raise SystemError('shadowed')

# === file io.py
raise SystemError('shadowed')

# === file os.py
raise SystemError('shadowed')

# === file atexit.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)

# === file ctypes.py
import os
status = open("/proc/self/status").read()
free = os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "Seccomp:\t2" not in status
print(__name__ + ":", "ALLOWED (unconfined)" if free else "refused (confined)", flush=True)
