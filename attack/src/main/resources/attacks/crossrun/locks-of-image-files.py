# Signals to a neighbour that wants to hear it, by locking a file of the image.
# source: own; flock(2): a lock is on the inode, which all runs share
# control: host
# kind: pair
# not applicable cell: two programs that cooperate can signal anyway, as by load: SECURITY.md, Side channels
# not applicable oci: two programs that cooperate can signal anyway, as by load: SECURITY.md, Side channels
import fcntl
import os

try:
    fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("the neighbour's lock: refused (not seen)")
except BlockingIOError:
    print("the neighbour's lock: ALLOWED (seen)")

# === victim
import fcntl
import os

held = os.open(os.__file__, os.O_RDONLY)
fcntl.flock(held, fcntl.LOCK_EX)

import time
print('ready', flush=True)
time.sleep(3)
