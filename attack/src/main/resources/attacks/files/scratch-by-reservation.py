# Reserves more of the scratch directory than it may hold.
# source: history 21 (Piston)
# control: roomy disk=64MiB
# limits: disk=8MiB
# not applicable http: it decides about its own limits
import os

from attempts import attempt

attempt("fallocate", lambda: os.posix_fallocate(os.open("/tmp/big", os.O_CREAT | os.O_RDWR), 0, 32 << 20))
