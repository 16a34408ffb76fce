# Reads the command lines of other processes.
# source: proc(5)
# control: host
import glob
import os

mine = {os.getpid(), 1}
seen = []
for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        if int(path.split("/")[2]) not in mine and (text := open(path, "rb").read()):
            seen.append(text[:40])
    except OSError:
        pass
print("command lines:", f"ALLOWED ({seen[:2]})" if seen else "refused (none)")
