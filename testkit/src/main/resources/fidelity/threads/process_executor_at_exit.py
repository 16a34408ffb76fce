import time
from concurrent.futures import ProcessPoolExecutor


def work(i):
    time.sleep(0.3)
    return i * i


if __name__ == "__main__":
    pool = ProcessPoolExecutor(2)
    f = [pool.submit(work, i) for i in range(3)]
    f[2].add_done_callback(lambda x: print("done", x.result()))
    print("main ends")
