# Finds a process that an earlier run left.
# source: history 34
# control: host
# kind: sequence
import glob

found = []
for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        if b"{{marker}}" in open(path, "rb").read():
            found.append(path)
    except OSError:
        pass
print("its process:", f"ALLOWED ({found})" if found else "refused (gone)")

# === first
import os
import sys

if os.fork() == 0:
    os.setsid()
    os.closerange(0, 64)
    os.execv(sys.executable, ["python3", "-c", "import time; time.sleep(3)", "{{marker}}"])
