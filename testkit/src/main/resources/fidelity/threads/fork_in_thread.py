import os, sys, threading


def work():
    if os.fork() == 0:
        print(threading.current_thread() is threading.main_thread(), threading.active_count())
        sys.stdout.flush()
        os._exit(0)
    os.wait()


t = threading.Thread(target=work)
t.start()
t.join()
