# Learns in which control group it is, and looks at those of others.
# source: history 16; cgroup_namespaces(7)
# control: host
# not applicable gvisor: the names are those of gVisor's kernel, the same in every sandbox
import os

with open("/proc/self/cgroup") as file:
    paths = {line.strip().split(":", 2)[2] for line in file}
places = ("/sys/fs/cgroup", "/.sce/cgroup", "/cgroup")
groups = [path for place in places for path, _, files in os.walk(place) if "cgroup.procs" in files]
others = [path for path in groups if not os.path.ismount(path)]
told = paths - {"/"} or others
print("control groups:", f"ALLOWED ({sorted(paths)[:2]}, {others[:2]})" if told else f"refused (at most its own: {groups[:1]})")
