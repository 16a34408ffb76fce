import sys

sys.modules.clear()
print("on")
