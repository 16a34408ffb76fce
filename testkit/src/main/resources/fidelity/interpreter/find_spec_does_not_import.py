import importlib.util, sys

for name in ("random", "asyncio", "json.decoder", "xml.etree.ElementTree", "decimal"):
    print(importlib.util.find_spec(name))
    print(name in sys.modules)
import random, asyncio

print(random.__spec__, asyncio.__spec__)
