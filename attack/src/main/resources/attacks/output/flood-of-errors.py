# Prints 8 MiB to stderr.
# source: history 37
# control: host
# contained: OUTPUT
import sys

for _ in range(128):
    print('x' * 65535, file=sys.stderr)
print("8 MiB were printed: ALLOWED", flush=True)
