"""An alarm and an interval timer."""
import signal
import time

signal.signal(signal.SIGALRM, lambda *_: print("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.05)
time.sleep(0.2)
signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.pause()
# prints
# alarm
# alarm
