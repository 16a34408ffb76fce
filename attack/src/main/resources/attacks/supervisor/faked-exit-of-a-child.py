# Lets a child end as if it were the program.
# source: own
# control: none a plain interpreter has no supervisor
# contained: exit code 9
# not applicable http: its protocol is another
import os
import sys
import threading

if os.fork() == 0:
    print("child", flush=True)
    os._exit(0)
os.wait()
sys.stdout.flush()
os._exit(9)
