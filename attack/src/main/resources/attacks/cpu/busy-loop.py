# Computes on.
# source: own
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
import time

while time.process_time() < 2.5:
    pass
print("used 2.5 s of processor time: ALLOWED", flush=True)
