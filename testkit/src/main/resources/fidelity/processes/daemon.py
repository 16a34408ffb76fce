import multiprocessing, time


def work():
    time.sleep(60)


if __name__ == "__main__":
    multiprocessing.Process(target=work, daemon=True).start()
    print("main ends")
