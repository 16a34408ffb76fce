import os, signal, time

pid = os.fork()
if pid == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    print("continued", flush=True)
    os._exit(0)
os.waitpid(pid, os.WUNTRACED)
os.kill(pid, signal.SIGCONT)
print(os.waitpid(pid, 0)[1])
