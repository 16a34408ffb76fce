"""Many children that each print less than the limit."""
import os

for _ in range(40):
    child = os.fork()
    if child == 0:
        for _ in range(10):
            os.write(1, b"x" * 4096)
        os._exit(0)
    os.waitpid(child, 0)
