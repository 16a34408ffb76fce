import multiprocessing, os, signal, sys


def die(how):
    exec(how)


if __name__ == "__main__":
    for how in ("pass", "sys.exit(3)", "sys.exit('text')", "os._exit(4)", "os.kill(os.getpid(), 9)", "1/0"):
        p = multiprocessing.Process(target=die, args=(how,))
        p.start()
        p.join()
        print(how, p.exitcode, flush=True)
