"""Tries to read what tells of the kernel or of other processes."""
from attempts import attempt, hidden

for path in (
    "/proc/kcore",
    "/proc/keys",
    "/proc/timer_list",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/kmsg",
    "/proc/kpageflags",
    "/proc/vmallocinfo",
    "/proc/1/environ",
    "/proc/1/maps",
    "/proc/1/mem",
    "/proc/1/stack",
    "/proc/sys/kernel/cap_last_cap/../../../kcore",
):
    attempt(f"read {path}", lambda: hidden(path))
