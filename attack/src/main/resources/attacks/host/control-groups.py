# Makes control groups of its own, or leaves its own.
# source: history 16; cgroups(7)
# control: none it would change this host's control groups
import glob
import os

from attempts import attempt

for place in ["/sys/fs/cgroup", "/.sce/cgroup"] + glob.glob("/sys/fs/cgroup/*/"):
    attempt(f"a group in {place}", lambda: os.mkdir(os.path.join(place, "attack")))
    attempt(f"out of its own into {place}", lambda: open(os.path.join(place, "cgroup.procs"), "w").write("0"))
