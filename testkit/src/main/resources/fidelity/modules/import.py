import sys

before = set(sys.modules)
name = sys.argv[1]
try:
    __import__(name)
finally:
    print(sorted(set(sys.modules) - before))
module = sys.modules[name]
print(module, sorted((name, type(value).__name__) for name, value in vars(module).items()))
