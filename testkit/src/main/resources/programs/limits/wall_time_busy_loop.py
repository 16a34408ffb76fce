"""Computes without end."""
print("started", flush=True)
while True:
    pass
