# Looks for files of the host in the table of Unix sockets.
# source: unix(7), proc(5): a connection is listed with the path of who accepted it
# control: host
# not applicable http: the service may be on another machine
with open("/proc/self/net/unix") as table:
    paths = [line.split(None, 7)[7:] for line in table.read().splitlines()[1:]]
found = [path[0] for path in paths if path]
print("paths:", f"ALLOWED ({found[:3]})" if found else "refused (no socket has a path)")
