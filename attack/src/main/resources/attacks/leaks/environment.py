# Looks for more than a few harmless variables in its environment.
# source: history 5, 30 (Judge0 issue 564)
# control: host
import os

harmless = {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "PYTHONPATH", "PYTHON_VERSION", "HOSTNAME", "PWD"}
more = sorted(set(os.environ) - harmless)
print("variables:", f"ALLOWED ({more[:5]})" if more else "refused (none)")
