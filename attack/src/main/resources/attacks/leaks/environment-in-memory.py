# Searches its own memory for the environment of whoever started the interpreter.
# source: own; a warm interpreter has a past
# control: host
names = [a + b for a, b in (("SCE_ATTACK", "_SECRET="), ("JAVA", "_HOME="), ("SUDO", "_USER="), ("SSH_CONN", "ECTION="), ("LD_PRE", "LOAD=/"))]
found = set()
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in maps.readlines():
        place, rights, *_ = line.split()
        start, end = (int(x, 16) for x in place.split("-"))
        if rights.startswith("rw") and "[stack]" in line or "[heap]" in line:
            memory.seek(start)
            data = memory.read(end - start)
            found.update(name for name in names if name.encode() + data[:0] in data.replace(name.encode() + b"\0", b""))
print("memory:", f"ALLOWED ({sorted(found)})" if found else "refused (nothing)")
