import _thread, os, threading

t = threading.main_thread()
print(t.ident == threading.get_ident() == _thread.get_ident())
print(t.native_id == threading.get_native_id() == os.getpid())
