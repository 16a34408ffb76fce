import signal
import socket

rings = 0


def ring(*_):
    global rings
    rings += 1


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
while rings < 50:
    socket.socket().close()
    for end in socket.socketpair():
        end.close()
signal.setitimer(signal.ITIMER_REAL, 0)
print("never interrupted")
