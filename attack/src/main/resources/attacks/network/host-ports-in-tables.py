# Looks for the host's sockets in the tables of /proc/net.
# source: proc(5)
# control: host
# not applicable http: the service may be on another machine
import glob

found = []
for path in glob.glob("/proc/net/*") + glob.glob("/proc/[0-9]*/net/*"):
    try:
        with open(path) as table:
            text = table.read()
        if "{{unix_path}}" in text or ":%04X " % {{port}} in text:
            found.append(path)
    except OSError:
        pass
print("tables:", f"ALLOWED ({found[:3]})" if found else "refused (nothing of the host)")
