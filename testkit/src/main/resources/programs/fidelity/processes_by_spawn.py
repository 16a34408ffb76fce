"""Two processes by the start method spawn, and a pipe between them."""
import multiprocessing


def child(pipe):
    pipe.send(pipe.recv() * 2)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=child, args=(there,))
    process.start()
    here.send(21)
    print(here.recv())
    process.join()
    print(process.exitcode)
# prints
# 42
# 0
