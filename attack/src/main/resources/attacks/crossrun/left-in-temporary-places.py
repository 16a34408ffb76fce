# Finds what an earlier run left in any place where it could write.
# source: history 21 (Piston)
# control: host
# kind: sequence
# limits: disk=8MiB
import os

from attempts import attempt


def find(place):
    os.stat(place + "/{{marker}}")
    os.unlink(place + "/{{marker}}")


for place in ("/tmp", "/var/tmp", "/dev/shm", "/workspace", "/run", "."):
    attempt(place, lambda: find(place))

# === first
for place in ("/tmp", "/var/tmp", "/dev/shm", "/workspace", "/run", "."):
    try:
        open(place + "/{{marker}}", "w").write("x")
    except OSError:
        pass
