# Executes itself with as much as a command line can hold, to break who reads it from /proc.
# source: execve(2)
# control: none a plain interpreter has no supervisor
import subprocess
import sys

said = subprocess.run([sys.executable, "-c", "print(6 * 7)", *["x" * 100_000] * 15], capture_output=True, text=True)
print("command line:", f"refused ({said.stdout.strip() or said.stderr[-40:]})")
