# Reads serial numbers and what the machine is made of.
# source: history 16; sysfs(5)
# control: host
import glob

from attempts import attempt, hidden

paths = ["/sys/class/dmi/id/product_uuid", "/sys/class/dmi/id/sys_vendor", "/proc/device-tree/model", "/sys/hypervisor/uuid", "/proc/partitions", "/proc/diskstats", "/proc/interrupts"]
for path in paths + glob.glob("/sys/class/net/*/address"):
    attempt(path, lambda: hidden(path))
