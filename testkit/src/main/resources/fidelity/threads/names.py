import threading

print(threading.current_thread(), threading.main_thread().name) if False else None
t = threading.main_thread()
print(t.name, t.daemon, t.is_alive(), threading.active_count(), t is threading.current_thread())
print(threading.Thread().name, threading.enumerate() == [t])
