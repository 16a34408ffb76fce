import os, signal

print("x", flush=True)
try:
    os.kill(-1, signal.SIGTERM)
except OSError as e:
    print(e)
print("still there")
