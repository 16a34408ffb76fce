import resource

resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
with open("/tmp/x", "wb", 0) as f:
    f.write(b"x" * 10)
    f.write(b"y")
