# Opens files until it may not.
# source: getrlimit(2)
# control: host
import os

held = []
try:
    while len(held) < 600:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
print("open files:", f"{'ALLOWED' if len(held) > 512 else 'refused'} ({len(held)})")
