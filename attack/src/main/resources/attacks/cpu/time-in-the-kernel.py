# Spends its time in system calls.
# source: own
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
import os
import time

data = open("/dev/zero", "rb", buffering=0)
while time.process_time() < 2.5:
    data.read(1 << 20)
print("used 2.5 s of processor time: ALLOWED", flush=True)
