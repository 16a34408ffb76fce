# Prints 8 MiB.
# source: history 21 (Piston)
# control: host
# contained: OUTPUT
for _ in range(128):
    print('x' * 65535)
print("8 MiB were printed: ALLOWED", flush=True)
