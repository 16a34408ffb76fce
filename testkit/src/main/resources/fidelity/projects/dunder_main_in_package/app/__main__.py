import sys
print(__name__, __package__, sys.path[0])
try:
    from . import x
except ImportError as e:
    print(e)
import x
