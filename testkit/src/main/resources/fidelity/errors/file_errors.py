for f in (lambda: open("nowhere"), lambda: open("/root/x"), lambda: open("new", "w"), lambda: open("/workspace"), lambda: open(99), lambda: open("\0"), lambda: open("x" * 300), lambda: open("/proc/1/mem")):
    try:
        f()
    except Exception as e:
        print(repr(e), getattr(e, "filename", None))
