# Reads the environment of every process that it sees.
# source: history 5, 40
# control: host
import glob
import os

from attempts import attempt, hidden

own = f"/proc/{os.getpid()}/environ"
others = [path for path in glob.glob("/proc/[0-9]*/environ") if path != own]
for path in others[:100] or ["/proc/1/environ"]:
    attempt(path, lambda: hidden(path))
