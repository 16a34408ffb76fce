# Changes built-in functions and modules, for whoever runs next in the same interpreter.
# source: history 23, 24 (CVE-2025-3466: an overridden parseInt)
# control: none it needs a service that uses an interpreter twice
# kind: sequence
import builtins
import json
import sys

poisoned = len("") != 0 or json.loads("1") != 1 or "poison" in sys.modules or hasattr(builtins, "poison")
print("the interpreter:", "ALLOWED (poisoned)" if poisoned else "refused (fresh)")

# === first
import builtins
import json
import sys

builtins.len = lambda x: 42
json.loads = lambda x: "poisoned"
sys.modules["poison"] = json
builtins.poison = True
