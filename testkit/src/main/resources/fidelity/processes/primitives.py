import multiprocessing as m


def work(v, a, lock, e, s, b):
    with lock:
        v.value += 1
        a[0] = 2.5
    s.release()
    b.wait()
    e.set()


if __name__ == "__main__":
    v, a, lock, e, s, b = m.Value("i", 1), m.Array("d", 2), m.Lock(), m.Event(), m.Semaphore(0), m.Barrier(2)
    p = m.Process(target=work, args=(v, a, lock, e, s, b))
    p.start()
    s.acquire()
    b.wait()
    e.wait()
    p.join()
    print(v.value, a[:])
