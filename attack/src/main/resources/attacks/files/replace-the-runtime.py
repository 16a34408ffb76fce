# Writes to the program that started it, through /proc.
# source: CVE-2019-5736
# control: none a running program cannot be written to
import os

from attempts import attempt

for path in ("/proc/self/exe", "/proc/1/exe", "/.sce/supervisor", "/.sce/zygote.so", "/.sce/cells", "/.sce"):
    attempt(path, lambda: os.open(path, os.O_RDWR if not os.path.isdir(path) else os.O_TMPFILE | os.O_WRONLY))
