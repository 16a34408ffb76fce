import sys

exec(f"from {sys.argv[1]} import *")
print(sorted(globals()))
