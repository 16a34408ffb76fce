"""The shell and its tools."""
import os
import subprocess

print(subprocess.check_output("echo a b c | wc -w", shell=True, text=True).strip(), flush=True)
print(os.system("exit 3") >> 8, flush=True)
print(os.popen("cd /workspace && echo *").read().split())
# prints
# 3
# 3
# ['attempts.py', 'script.py']
