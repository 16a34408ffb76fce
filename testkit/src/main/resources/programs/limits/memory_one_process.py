"""Fills 200 MiB of its own memory."""
print("started", flush=True)
held = [b"x" * (1 << 20) for _ in range(200)]
print("ended")
