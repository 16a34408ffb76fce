"""Fills /dev/shm, then 122 MiB of its own: together above the limit of 128 MiB."""
print("started", flush=True)
with open("/dev/shm/held", "wb", buffering=0) as file:
    try:
        while True:
            file.write(b"x" * (1 << 20))
    except OSError:
        pass
held = [b"x" * (1 << 20) for _ in range(122)]
print("ended")
