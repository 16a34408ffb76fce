import multiprocessing as m


class C:
    pass


def f(c):
    print(type(c), __name__, __file__, flush=True)


if __name__ == "__main__":
    p = m.get_context("spawn").Process(target=f, args=(C(),))
    p.start()
    p.join()
