import sys

print(1, 2, sep="-", end="!\n")
print(*range(3), sep="\n", file=sys.stderr)
print()
print("a\0b\tc\x1b[1m")
