import inspect
import sys


class C:
    def method(self):
        return 1


def f(x):  # a comment
    return x


print(inspect.getsource(C), inspect.getsource(f), inspect.getsource(sys.modules["__main__"])[:20])
print(inspect.getfile(f), inspect.getmodule(f), inspect.signature(f))
