x = []
for _ in range(100_000):
    x = [x]
try:
    repr(x)
except RecursionError as e:
    print(e)
try:
    x == x[0] or print("compared")
except RecursionError as e:
    print(e)
