import builtins

genuine = builtins.__import__


def loud(name, *a, **k):
    print("import", name, a[2:] )
    return genuine(name, *a, **k)


builtins.__import__ = loud
import json
from os import path
