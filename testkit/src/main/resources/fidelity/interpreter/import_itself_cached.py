import sys

print(sys.dont_write_bytecode)
import script

print(getattr(script, "__cached__", None))
