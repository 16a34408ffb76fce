import multiprocessing, sys


def work(q, x):
    print("in child", __name__, x, flush=True)
    q.put((x * 2, multiprocessing.current_process().name, sys.argv))


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    q = context.Queue()
    p = context.Process(target=work, args=(q, 21))
    p.start()
    print(q.get())
    p.join()
    print(p.exitcode, p.name)
