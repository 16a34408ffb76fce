"""The control: one run in both parts, where the attacker does reach the victim."""
import os
import sys

import reach
import victim

held = victim.set_up(sys.argv[1])
if os.fork() == 0:
    reach.MYSELF = os.getpid()
    reach.try_all(sys.argv[1])
    os._exit(0)
os.wait()
