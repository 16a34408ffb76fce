# Computes for longer than its time.
# source: own
# control: host
# limits: wall=1s
# contained: WALL_TIME
import time

end = time.monotonic() + {{long}}
while time.monotonic() < end:
    pass
print("ran for {{long}} s: ALLOWED", flush=True)
