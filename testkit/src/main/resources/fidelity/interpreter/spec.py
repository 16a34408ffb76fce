import importlib, sys

m = importlib.import_module(sys.argv[1])
s = m.__spec__
print(m, m.__name__, m.__package__, m.__loader__, getattr(m, "__file__", None), getattr(m, "__cached__", None))
print(s, s.loader is m.__loader__, s.origin, s.cached, s.has_location, s.parent, s._initializing, getattr(m, "__path__", None))
