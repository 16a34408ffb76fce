import sys

sys.modules["random"] = None
try:
    import tempfile
except ImportError as e:
    print(e)
