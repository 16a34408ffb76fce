"""A manager: objects of one process that others use through a Unix socket."""
import multiprocessing


def work(shared):
    shared["answer"] = 42


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        shared = manager.dict()
        process = multiprocessing.Process(target=work, args=(shared,))
        process.start()
        process.join()
        print(shared["answer"])
# prints
# 42
