import sys

print(sys.getsizeof(sys.modules) > 0, hash(1), hash("") == 0, id(None) == id(None))
