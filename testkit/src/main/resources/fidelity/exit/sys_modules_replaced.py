import sys

sys.modules = {}
import json

print(json.dumps(1))
