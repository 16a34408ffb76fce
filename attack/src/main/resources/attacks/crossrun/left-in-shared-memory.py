# Finds what an earlier run left in /dev/shm.
# source: history 19 (isolate 2.6; Piston on isolate 1.10)
# control: host
# kind: sequence
import os

from attempts import attempt


def find():
    text = open("/dev/shm/{{marker}}").read()
    os.unlink("/dev/shm/{{marker}}")
    return text


attempt("its file", find)
print("others:", f"ALLOWED ({os.listdir('/dev/shm')[:3]})" if os.listdir("/dev/shm") and "{{port}}" == "" else "refused")

# === first
open('/dev/shm/{{marker}}', 'w').write('x')
