import sys

events = []
sys.addaudithook(lambda name, args: events.append(name))
import json
import random

open("/workspace/script.py").close()
print(sorted({e for e in events if e in ("import", "open")}))
