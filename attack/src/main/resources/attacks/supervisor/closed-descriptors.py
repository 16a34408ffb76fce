# Closes everything and ends: what reports must not depend on it.
# source: own
# control: none a plain interpreter has no supervisor
import os

print("end: refused (the report came)", flush=True)
os.closerange(0, 256)
