# Fills a large scratch directory.
# source: history 22
# control: roomy disk=400MiB, memory=400MiB
# limits: disk=400MiB
# contained: MEMORY
# not applicable http: it decides about its own limits
import os

for i in range(200):
    with open(f"/tmp/held{i}", "wb") as file:
        file.write(b"x" * (1 << 20))
print("200 MiB held: ALLOWED", flush=True)
