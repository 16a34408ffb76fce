import importlib.util, random

spec = importlib.util.find_spec("random")
other = importlib.util.module_from_spec(spec)
spec.loader.exec_module(other)
print(other is random, other.Random is random.Random)
