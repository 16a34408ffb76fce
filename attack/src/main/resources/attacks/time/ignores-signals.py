# Ignores every signal that can be ignored, and sleeps.
# source: history 34
# control: host
# limits: wall=1s
# contained: WALL_TIME
import signal
import time

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
time.sleep({{long}})

print("ran for {{long}} s: ALLOWED", flush=True)
