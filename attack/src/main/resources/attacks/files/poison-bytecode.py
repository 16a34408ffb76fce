# Replaces the compiled standard library, which every later run would execute.
# source: own; PEP 3147
# control: host
import importlib.util
import os

from attempts import attempt

for module in (os.__file__, importlib.util.find_spec("json").origin):
    cache = importlib.util.cache_from_source(module)
    attempt(cache, lambda: os.open(cache, os.O_RDWR))
    attempt(f"a file beside {cache}", lambda: os.open(os.path.dirname(cache), os.O_TMPFILE | os.O_WRONLY))
