import json

try:
    json.loads("[" * 100_000)
except RecursionError as e:
    print(e)
