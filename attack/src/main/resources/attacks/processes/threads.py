# Starts three hundred threads.
# source: pthreads(7)
# control: host
import threading

done = threading.Event()
threads = []
try:
    while len(threads) < 300:
        thread = threading.Thread(target=done.wait)
        thread.start()
        threads.append(thread)
except RuntimeError:
    pass
done.set()
count = len(threads)

print('threads' + ":", ("ALLOWED" if count > 200 else "refused"), f"({count})", flush=True)
