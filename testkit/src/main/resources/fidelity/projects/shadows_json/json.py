import json
print(json.__name__, json.__file__)
print(json.dumps({}))
