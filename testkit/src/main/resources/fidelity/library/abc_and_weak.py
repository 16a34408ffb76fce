import abc, collections, functools, weakref


class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


try:
    A()
except TypeError as e:
    print(e)
print(isinstance([], collections.abc.Sequence), issubclass(dict, collections.abc.Mapping))


@functools.singledispatch
def g(x):
    return "object"


@g.register
def _(x: int):
    return "int"


print(g(1), g(""), functools.lru_cache(lambda: 1).cache_info())
d = weakref.WeakValueDictionary()
d["x"] = A
print(dict(d))
