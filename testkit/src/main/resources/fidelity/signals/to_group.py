import os, signal

signal.signal(signal.SIGUSR1, lambda *_: print("group"))
os.killpg(0, signal.SIGUSR1)
