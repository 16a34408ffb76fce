import gc, weakref


class C:
    pass


c = C()
c.c = c
r = weakref.ref(c)
del c
n = 0
while r() is not None:
    n += 1
    [[] for _ in range(1000)]
    keep = [[i] for i in range(1000)]
print(n < 1000)
