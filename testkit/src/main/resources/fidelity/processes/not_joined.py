import multiprocessing, time


def work():
    time.sleep(0.5)
    print("child")


if __name__ == "__main__":
    multiprocessing.Process(target=work).start()
    print("main ends", flush=True)
