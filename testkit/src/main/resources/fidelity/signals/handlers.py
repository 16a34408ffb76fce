import os, signal, sys, time

name = sys.argv[1]


def handler(number, frame):
    print("got", signal.Signals(number).name, frame.f_code.co_name)


signal.signal(getattr(signal, name), handler)
os.kill(os.getpid(), getattr(signal, name))
time.sleep(0.01)
print(signal.getsignal(getattr(signal, name)) is handler)
