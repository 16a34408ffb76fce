# Learns in which control group it is, and reads those of others.
# source: history 16; cgroup_namespaces(7)
# control: host
# not applicable gvisor: the names are those of gVisor's kernel, the same in every sandbox
import os

with open("/proc/self/cgroup") as file:
    paths = {line.strip().split(":", 2)[2] for line in file}
listed = [path for path in ("/sys/fs/cgroup", "/.sce/cgroup", "/cgroup") if os.path.isdir(path) and os.listdir(path)]
told = paths - {"/"} or listed
print("control groups:", f"ALLOWED ({sorted(paths)[:2]}, {listed})" if told else "refused (only /)")
