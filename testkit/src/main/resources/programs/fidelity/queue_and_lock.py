"""A queue, a lock, a shared value and an event between processes."""
import multiprocessing as mp


def work(queue, lock, value, event):
    event.wait()
    for _ in range(100):
        with lock:
            value.value += 1
    queue.put(value.value > 0)


if __name__ == "__main__":
    queue, lock, value, event = mp.Queue(), mp.Lock(), mp.Value("i", 0, lock=False), mp.Event()
    workers = [mp.Process(target=work, args=(queue, lock, value, event)) for _ in range(3)]
    for worker in workers:
        worker.start()
    event.set()
    print([queue.get() for _ in workers])
    for worker in workers:
        worker.join()
    print(value.value)
# prints
# [True, True, True]
# 300
