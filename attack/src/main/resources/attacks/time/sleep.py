# Does nothing for longer than its time.
# source: own
# control: host
# limits: wall=1s
# contained: WALL_TIME
import time

time.sleep({{long}})
print("ran for {{long}} s: ALLOWED", flush=True)
