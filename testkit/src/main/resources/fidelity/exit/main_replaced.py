import sys, types

sys.modules["__main__"] = types.ModuleType("other")
print(__name__)
1 / 0
