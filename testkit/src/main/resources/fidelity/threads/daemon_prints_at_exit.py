import threading, time


def work():
    while True:
        time.sleep(0.001)


for _ in range(5):
    threading.Thread(target=work, daemon=True).start()
print("main ends")
