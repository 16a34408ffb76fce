# Asks for scheduling classes that run before everybody else's.
# source: sched(7)
# control: host
# not applicable gvisor: priorities are settings of gVisor's kernel that it does not heed
import os
import struct

from attempts import attempt, call

attempt("SCHED_FIFO", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))
attempt("SCHED_RR", lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)))
attempt("nice -5", lambda: os.nice(-5))
attempt("real-time input and output", lambda: call(251, 1, 0, 1 << 13))
