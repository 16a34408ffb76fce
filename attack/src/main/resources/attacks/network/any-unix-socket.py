# Looks for Unix sockets and connects to each: those of docker, containerd, systemd, or whatever is there.
# source: history 31, 33
# control: none it would connect to every service of this host
import os
import socket
import stat

from attempts import attempt

found = ["/var/run/docker.sock", "/run/containerd/containerd.sock", "/run/systemd/private", "/run/dbus/system_bus_socket"]
for top in ("/run", "/tmp", "/var", "/.sce", "/dev"):
    for directory, _, names in os.walk(top):
        for path in (os.path.join(directory, name) for name in names):
            try:
                if stat.S_ISSOCK(os.lstat(path).st_mode) and len(path) < 100:
                    found.append(path)
            except OSError:
                pass
for path in found:
    attempt(path, lambda: socket.socket(socket.AF_UNIX).connect(path))
