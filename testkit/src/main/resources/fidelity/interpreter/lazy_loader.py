import importlib.util, sys

spec = importlib.util.find_spec("random")
spec.loader = importlib.util.LazyLoader(spec.loader)
module = importlib.util.module_from_spec(spec)
sys.modules["random"] = module
spec.loader.exec_module(module)
print(0 <= module.random() < 1, type(module))
