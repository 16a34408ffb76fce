# Opens programs, libraries and settings of the image for writing.
# source: history 16, 21 (Piston)
# control: host
import os
import sys

from attempts import attempt

for path in (os.path.realpath(sys.executable), os.__file__, "/etc/passwd", "/etc/hosts", "/bin/sh", "/lib"):
    if not os.path.isdir(path):
        attempt(path, lambda: open(path, "ab"))
