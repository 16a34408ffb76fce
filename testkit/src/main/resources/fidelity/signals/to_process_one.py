import os

try:
    os.kill(1, 0)
except OSError as e:
    print(e)
