import threading, time

threading.Thread(target=lambda: time.sleep(100), daemon=True).start()
print("main ends")
