# Makes and ends processes as fast as it can, to use up numbers and time.
# source: fork(2)
# control: none others run meanwhile there, too
import os
import time

end, count = time.monotonic() + 1, 0
while time.monotonic() < end:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    count += 1
print(f"forks: refused (others run meanwhile; {count} a second)")
