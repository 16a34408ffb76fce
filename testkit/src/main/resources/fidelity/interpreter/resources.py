import importlib.resources, importlib.metadata, pkgutil

print(pkgutil.get_data("json", "tool.py")[:9])
print(importlib.metadata.version("requests"))
print(sorted(d.name for d in importlib.metadata.distributions()))
