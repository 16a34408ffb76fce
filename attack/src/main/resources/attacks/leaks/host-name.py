# Learns the host's name.
# source: uts_namespaces(7)
# control: host
import os
import socket

name = socket.gethostname()
harmless = {"sandbox", "localhost", "python", "runner", "snekbox", "isolate"}
told = name not in harmless or os.uname().nodename not in harmless
print("name:", f"ALLOWED ({name})" if told else f"refused ({name})")
