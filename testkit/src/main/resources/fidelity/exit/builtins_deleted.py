import builtins

del builtins.len
try:
    len("")
except NameError as e:
    print(e)
