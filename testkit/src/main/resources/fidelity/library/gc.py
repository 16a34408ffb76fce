import gc


class C:
    def __del__(self):
        print("del")


c = C()
c.c = c
del c
print(gc.collect() >= 1, gc.get_count()[0] < 700, gc.garbage)
