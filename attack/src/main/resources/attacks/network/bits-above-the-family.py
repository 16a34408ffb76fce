# Asks for forbidden families with bits set that the kernel cuts off and a filter compares.
# source: own; socket(2) takes ints
# control: host
from attempts import NOT_PERMITTED, attempt, call

for high in (1 << 32, 1 << 40, 0xFFFFFFFF << 32):
    attempt(f"netlink with {high:#x}", lambda: call(41, high | 16, 3, 0), NOT_PERMITTED)
    attempt(f"raw with {high:#x}", lambda: call(41, 2, high | 3, 1), NOT_PERMITTED)
