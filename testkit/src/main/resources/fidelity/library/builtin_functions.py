import builtins

for name in sorted(dir(builtins)):
    x = getattr(builtins, name)
    print(name, type(x).__name__, repr(getattr(x, "__doc__", None))[:60])
