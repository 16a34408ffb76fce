class N:
    pass


n = None
for _ in range(200_000):
    m = N()
    m.next = n
    n = m
del n
print("gone")
