try:
    import nowhere.inside
except ImportError as e:
    print(repr(e), e.name, e.path)
try:
    from json import nothing
except ImportError as e:
    print(repr(e), e.name, e.path)
try:
    import json.nothing
except ImportError as e:
    print(repr(e), e.name, e.path)
