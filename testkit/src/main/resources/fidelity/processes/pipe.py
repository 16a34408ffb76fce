import multiprocessing as m


def work(c):
    c.send(c.recv()[::-1])


if __name__ == "__main__":
    a, b = m.Pipe()
    p = m.Process(target=work, args=(b,))
    p.start()
    a.send("abc")
    print(a.recv())
    p.join()
