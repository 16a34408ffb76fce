# Reads who this machine is: ids, keys, users, names.
# source: machine-id(5)
# control: host
from attempts import attempt, hidden

for path in ("/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/ssh/ssh_host_ed25519_key.pub", "/etc/shadow", "/root/.bash_history"):
    attempt(path, lambda: hidden(path))
