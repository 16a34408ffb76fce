import os, signal

for how in (lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGTERM), os.abort):
    pid = os.fork()
    if pid == 0:
        how()
    print(os.waitpid(pid, 0)[1])
