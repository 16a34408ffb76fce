# Looks for addresses of the kernel.
# source: CVE-2017-5754; kptr_restrict
# control: host
found = []
for path in ("/proc/kallsyms", "/proc/self/stack", "/proc/self/wchan", "/proc/timer_list", "/proc/net/unix", "/proc/iomem", "/proc/modules"):
    try:
        with open(path) as file:
            for line in file:
                word = line.split()[0].strip(":") if line.split() else ""
                if len(word) == 16 and word.startswith("ffff") or "-" in word and word.strip("0-") and path == "/proc/iomem":
                    found.append(path)
                    break
    except OSError:
        pass
print("addresses:", f"ALLOWED ({found})" if found else "refused (none)")
