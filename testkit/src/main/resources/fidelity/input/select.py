import select, sys

print(select.select([sys.stdin], [], [], 5)[0] == [sys.stdin], sys.stdin.readline())
