# Takes more than its share by a storm of timers and signals.
# source: setitimer(2)
# control: host
# not applicable http: it decides about its own limits
import signal
import time

count = 0


def handle(number, frame):
    global count
    count += 1


signal.signal(signal.SIGALRM, handle)
signal.setitimer(signal.ITIMER_REAL, 0.00001, 0.00001)
start, cpu = time.monotonic(), time.process_time()
while time.monotonic() < start + 1.5:
    pass
share = (time.process_time() - cpu) / (time.monotonic() - start)
print("processors:", f"{'ALLOWED' if share > 0.8 else 'refused'} ({share:.2f}, {count} signals)")
