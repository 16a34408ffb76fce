"""Holds 90 MiB for two seconds, and looks whether it can still use them."""
import time

held = b"x" * (50 << 20)
more = b"y" * (40 << 20)
print("holding", flush=True)
time.sleep(2)
assert held.count(b"x") == 50 << 20 and more.count(b"y") == 40 << 20
print("still here")
