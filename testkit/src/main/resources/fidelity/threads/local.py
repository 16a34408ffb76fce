import threading

data = threading.local()
data.x = 1


def work():
    print(hasattr(data, "x"))


t = threading.Thread(target=work)
t.start()
t.join()
