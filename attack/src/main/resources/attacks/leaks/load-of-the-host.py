# Reads what the machine is doing: processes, interrupts, memory.
# source: proc(5)
# control: host
from attempts import attempt, hidden

for path in ("/proc/schedstat", "/proc/softirqs", "/proc/slabinfo", "/proc/buddyinfo", "/proc/zoneinfo", "/proc/pagetypeinfo", "/proc/vmallocinfo", "/proc/pressure/cpu", "/proc/locks", "/proc/swaps"):
    attempt(path, lambda: hidden(path))
