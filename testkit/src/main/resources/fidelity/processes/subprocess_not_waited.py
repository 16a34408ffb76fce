import subprocess, sys

p = subprocess.Popen(["sleep", "60"])
print("main ends")
