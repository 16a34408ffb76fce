# Executes a program from memory, where no path is checked, and looks at what it can do there.
# source: memfd_create(2)
# control: none it is no attack by itself
import os
import subprocess
import sys

code = "import os; s = open('/proc/self/status').read(); print(os.getuid(), 'CapEff:\\t0000000000000000' in s, 'Seccomp:\\t2' in s)"
memory = os.memfd_create("python", 0)
with open(sys.executable, "rb") as file:
    while block := file.read(1 << 20):
        os.write(memory, block)
said = subprocess.run([f"/proc/self/fd/{memory}", "-c", code], pass_fds=[memory], capture_output=True, text=True)
words = said.stdout.split()
free = len(words) == 3 and (words[0] == "0" or "False" in words)
print("rights of a program from memory:", f"ALLOWED ({words})" if free else f"refused ({words or said.stderr[-60:]})")
