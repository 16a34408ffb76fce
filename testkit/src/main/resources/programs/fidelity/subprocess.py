"""Children with captured output, input, failure and a time limit of the program's own."""
import subprocess
import sys

python = [sys.executable, "-c"]
print(subprocess.run(python + ["print(1)"], capture_output=True, text=True).stdout, end="")
print(subprocess.run(python + ["print(input())"], input="in\n", capture_output=True, text=True).stdout, end="")
print(subprocess.run(python + ["raise SystemExit(3)"]).returncode)
try:
    subprocess.run(python + ["import time; time.sleep(60)"], timeout=0.2)
except subprocess.TimeoutExpired:
    print("timeout")
sys.stdout.flush()
subprocess.run(python + ["print('inherited')"])
print(subprocess.run(["cat"], stdin=subprocess.DEVNULL).returncode)
# prints
# 1
# in
# 3
# timeout
# inherited
# 0
