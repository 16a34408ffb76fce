def f():
    import warnings

    warnings.warn("from f", stacklevel=2)


f()
f()
x = [1][True is 1]
assert (1, "always")
"\d"
