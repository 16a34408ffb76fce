import sys

before = set(sys.modules)
__import__(sys.argv[1])
print([m for m in sys.modules if m not in before])
