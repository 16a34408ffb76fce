# Says in a thread that its interpreter leaves, while its main thread goes on.
# source: own; docs/cell-protocol.md
# control: none a plain interpreter has no supervisor
# contained: exit code 9
# not applicable http: its protocol is another
import ctypes
import platform
import threading
import time

EXIT_GROUP, LEAVING = (231 if platform.machine() == "x86_64" else 94), 0x5CE1EAF
threading.Thread(target=lambda: ctypes.CDLL(None).syscall(EXIT_GROUP, 9, LEAVING)).start()
time.sleep({{long}})
print("went on for {{long}} s: ALLOWED", flush=True)
