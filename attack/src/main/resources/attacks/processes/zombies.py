# Leaves hundreds of dead children that nobody buries.
# source: wait(2)
# control: host
# not applicable gvisor: processes of gVisor's kernel are memory of the sandbox, which is limited
import os

count = 0
try:
    while count < 300:
        if os.fork() == 0:
            os._exit(0)
        count += 1
except OSError:
    pass

print('zombies' + ":", ("ALLOWED" if count > 200 else "refused"), f"({count})", flush=True)
