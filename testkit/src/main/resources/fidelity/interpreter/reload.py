import importlib, sys

module = importlib.import_module(sys.argv[1])
names = sorted(vars(module))
print(importlib.reload(module) is module, sorted(vars(module)) == names, module.__spec__)
