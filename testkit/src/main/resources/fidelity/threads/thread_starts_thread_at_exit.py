import threading, time


def outer():
    time.sleep(0.05)
    threading.Thread(target=lambda: (time.sleep(0.05), print("inner"))).start()
    print("outer")


threading.Thread(target=outer).start()
