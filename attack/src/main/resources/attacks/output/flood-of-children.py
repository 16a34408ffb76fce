# Many children print less than the limit each.
# source: own
# control: host
# contained: OUTPUT
import os

for _ in range(40):
    child = os.fork()
    if child == 0:
        os.write(1, b"x" * 204800)
        os._exit(0)
    os.waitpid(child, 0)

print("8 MiB were printed: ALLOWED", flush=True)
