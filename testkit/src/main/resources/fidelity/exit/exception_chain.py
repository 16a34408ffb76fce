def f():
    try:
        {}["k"]
    except KeyError:
        [].pop()


try:
    f()
except IndexError as e:
    raise RuntimeError("outer") from e
