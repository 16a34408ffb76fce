"""Fills memory by small objects."""
print("started", flush=True)
held = []
while True:
    held.append([object(), {}, "x" * (len(held) % 100)])
