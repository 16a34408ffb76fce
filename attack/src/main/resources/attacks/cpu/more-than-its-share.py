# Takes more than its share of the processors, by three processes.
# source: cgroups(7): cpu
# control: host
# not applicable http: it decides about its own limits
# not applicable gvisor: gVisor's clock of processor time also counts waiting for a processor; the host limits the sandbox
import os
import time


def work():
    while time.monotonic() < start + 1.5:
        pass


start = time.monotonic()
children = []
for _ in range(2):
    children.append(os.fork())
    if children[-1] == 0:
        work()
        os._exit(0)
work()
for child in children:
    os.waitpid(child, 0)
used = os.times()
share = (used.user + used.system + used.children_user + used.children_system) / (time.monotonic() - start)
print("processors:", f"{'ALLOWED' if share > 0.8 else 'refused'} ({share:.2f})")
