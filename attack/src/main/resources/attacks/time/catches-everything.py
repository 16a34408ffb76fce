# Catches every exception, for ever.
# source: own
# control: host
# limits: wall=1s
# contained: WALL_TIME
import time

end = time.monotonic() + {{long}}
while time.monotonic() < end:
    try:
        while time.monotonic() < end:
            time.sleep(0.1)
    except BaseException:
        continue

print("ran for {{long}} s: ALLOWED", flush=True)
