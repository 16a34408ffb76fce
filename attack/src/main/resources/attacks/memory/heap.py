# Fills its own memory.
# source: own
# control: host
# contained: MEMORY
held = [b'x' * (1 << 20) for _ in range(200)]
print("200 MiB held: ALLOWED", flush=True)
