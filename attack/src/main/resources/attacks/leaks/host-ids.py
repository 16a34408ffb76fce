# Is the host's root, or a real user of it.
# source: history 16, 25 (uid mapping to root); user_namespaces(7)
# control: host
# not applicable unmapped: the daemon maps no users (userns-remap), so the engine declares no user namespace; ids are the host's, the program's nobody's
# not applicable gvisor: the ids are those of gVisor's kernel, which has no other users
lines = [list(map(int, line.split())) for line in open("/proc/self/uid_map")]
real = [line for line in lines if line[1] < 65536 and line[2] > 1 or line[2] > 65536]
print("ids:", f"ALLOWED ({real})" if real else f"refused ({lines})")
