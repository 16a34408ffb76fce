"""Waits for a child that does nothing for a minute."""
import subprocess
import sys

print("started", flush=True)
subprocess.run([sys.executable, "-c", "import time; time.sleep(60)"])
