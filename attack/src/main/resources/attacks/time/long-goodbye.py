# Ends in time, but for its atexit functions, threads and finalizers.
# source: own
# control: host
# limits: wall=1s
# contained: WALL_TIME
import atexit
import time


@atexit.register
def stay():
    time.sleep({{long}})
    print("ran for {{long}} s: ALLOWED", flush=True)
