import os, random

random.seed(1)
if os.fork() == 0:
    print(random.random() == 0.13436424411240122, flush=True)
    os._exit(0)
os.wait()
print(random.random())
