# Executes itself anew before it has used much.
# source: execve(2)
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
import os
import sys
import time

CHAIN = '''
import os, sys, time
left = int(sys.argv[1])
while time.process_time() < 0.1 * (31 - left): pass
if left: os.execv(sys.executable, ["python3", "-c", sys.argv[2], str(left - 1), sys.argv[2]])
print("used 2.5 s of processor time: ALLOWED", flush=True)
'''
os.execv(sys.executable, ["python3", "-c", CHAIN, "30", CHAIN])
