# Processes that are replaced as fast as they end, each in a session of its own.
# source: kill(2)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import os
import time

end = time.monotonic() + {{long}}
if os.fork() == 0:
    while time.monotonic() < end:
        try:
            if os.fork() != 0:
                os._exit(0)
            os.setsid()
        except OSError:
            pass
    os._exit(0)
time.sleep({{long}})

print("ran for {{long}} s: ALLOWED", flush=True)
