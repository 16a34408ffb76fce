# Works in threads outside the interpreter's lock.
# source: own
# control: host
# limits: cpu=1s, share=2000
# contained: CPU_TIME
# not applicable http: it decides about its own limits
# not applicable gvisor: gVisor's clock of processor time also counts waiting for a processor; the host limits the sandbox
import hashlib
import threading
import time


def work():
    data = bytes(1 << 20)
    while time.process_time() < 2.5:
        hashlib.sha256(data).digest()


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("used 2.5 s of processor time: ALLOWED", flush=True)
