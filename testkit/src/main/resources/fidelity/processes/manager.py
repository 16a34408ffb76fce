import multiprocessing


def work(d, l):
    d["x"] = 1
    l.append(2)


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        d, l = manager.dict(), manager.list()
        p = multiprocessing.Process(target=work, args=(d, l))
        p.start()
        p.join()
        print(dict(d), list(l))
