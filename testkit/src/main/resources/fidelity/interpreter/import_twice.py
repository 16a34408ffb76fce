import sys
import json

first = json
del sys.modules["json"], sys.modules["json.decoder"]
import json

print(json is first, json.decoder is first.decoder, json.dumps([1]))
