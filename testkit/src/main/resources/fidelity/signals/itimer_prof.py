import signal

signal.signal(signal.SIGVTALRM, lambda *_: (print("tick"), exit(0)))
signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
while True:
    pass
