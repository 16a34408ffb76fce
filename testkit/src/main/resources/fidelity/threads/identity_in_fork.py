import os, threading

if os.fork() == 0:
    t = threading.main_thread()
    print(t.ident == threading.get_ident(), t.native_id == threading.get_native_id(), t.native_id == os.getpid())
else:
    os.wait()
