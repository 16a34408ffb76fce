# Writes more to the scratch directory than it may hold.
# source: history 21 (Piston), moby issue 39004
# control: roomy disk=64MiB
# limits: disk=8MiB
# not applicable http: it decides about its own limits
import os

total = 0
try:
    with open("/tmp/big", "wb", buffering=0) as file:
        while total < 32 << 20:
            total += file.write(b"x" * 65536)
except OSError as e:
    print("scratch:", f"refused ({total >> 20} MiB, {e.strerror})")
else:
    print("scratch:", f"ALLOWED ({total >> 20} MiB)")
