# Spreads its work over children that end before any has used much.
# source: setrlimit(2): RLIMIT_CPU counts each alone
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
import os
import time

for _ in range(25):
    child = os.fork()
    if child == 0:
        while time.process_time() < 0.1:
            pass
        os._exit(0)
    os.waitpid(child, 0)
print("used 2.5 s of processor time: ALLOWED", flush=True)
