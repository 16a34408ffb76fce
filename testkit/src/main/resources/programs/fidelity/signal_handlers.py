"""Handlers, masks and the default of SIGINT."""
import os
import signal

signal.signal(signal.SIGUSR1, lambda number, frame: print("handled", signal.Signals(number).name))
os.kill(os.getpid(), signal.SIGUSR1)
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("interrupt")
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigwait([signal.SIGUSR2]).name)
print([s.name for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD) if signal.getsignal(s) != signal.SIG_DFL])
print(signal.getsignal(signal.SIGPIPE).name, signal.pthread_sigmask(signal.SIG_BLOCK, []) == {signal.SIGUSR2})
# prints
# handled SIGUSR1
# interrupt
# SIGUSR2
# []
# SIG_IGN True
