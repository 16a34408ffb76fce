# Starves a neighbour by using every processor.
# source: history 17; cgroups(7)
# control: none a scheduler without shares does not starve twenty either
# kind: pair
import os
import time

end = time.monotonic() + 1.2
for _ in range(20):
    if os.fork() == 0:
        while time.monotonic() < end:
            pass
        os._exit(0)
while time.monotonic() < end:
    pass
print("done: refused (the other side tells)")

# === victim
import time

print('ready', flush=True)
count, end = 0, time.monotonic() + 1.5
while time.monotonic() < end:
    time.sleep(0.01)
    count += 1
print("it was starved:", f"{'ALLOWED' if count < 15 else 'refused'} ({count} times awake)")
