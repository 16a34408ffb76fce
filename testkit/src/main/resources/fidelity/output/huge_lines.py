import sys

for i in range(100_000):
    print(i)
print("e" * 100_000, file=sys.stderr)
