"""A child takes too much memory and dies of it; the program looks on and ends well."""
import os

child = os.fork()
if child == 0:
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    held = [b"x" * (1 << 20) for _ in range(200)]
    os._exit(0)
_, status = os.waitpid(child, 0)
print("the child died of signal", os.WTERMSIG(status))
