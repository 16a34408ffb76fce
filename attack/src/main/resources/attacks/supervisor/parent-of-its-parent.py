# Looks for who started it, and signals that.
# source: own
# control: none a plain interpreter has no supervisor
import os
import signal

from attempts import attempt

above = os.getppid()
if above > 1:
    attempt("its parent", lambda: os.kill(above, 0))
attempt("process 1", lambda: os.kill(1, 0))
attempt("the group of process 1", lambda: os.getpgid(1) and os.kill(-os.getpgid(1), 0) if os.getpgid(1) > 1 else os.kill(1, 0))
