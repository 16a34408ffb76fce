# Works in ten processes at once.
# source: own
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
# not applicable gvisor: gVisor's clock of processor time also counts waiting for a processor; the host limits the sandbox
import os
import time

children = []
for _ in range(10):
    children.append(os.fork())
    if children[-1] == 0:
        while time.process_time() < 0.25:
            pass
        os._exit(0)
for child in children:
    os.waitpid(child, 0)
print("used 2.5 s of processor time: ALLOWED", flush=True)
