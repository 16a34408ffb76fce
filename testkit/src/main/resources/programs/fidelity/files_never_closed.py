"""A file that is never closed is still written at the end."""
import os
import subprocess
import sys

code = "f = open('/dev/shm/file', 'w'); f.write('kept')"
subprocess.run([sys.executable, "-c", code], check=True)
print(open("/dev/shm/file").read())
os.unlink("/dev/shm/file")
# prints
# kept
