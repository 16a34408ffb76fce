import signal

try:
    signal.raise_signal(signal.SIGINT)
finally:
    print("finally")
