"""Tries to change the kernel through /proc (runc: CVE-2025-31133, CVE-2025-52565, CVE-2025-52881)."""
import os

from attempts import attempt


def write(path):
    descriptor = os.open(path, os.O_WRONLY)
    os.write(descriptor, b"1\n")


for path in (
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/domainname",
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/shmmax",
    "/proc/sys/kernel/msgmax",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/vm/drop_caches",
    "/proc/sys/net/ipv4/ip_forward",
    "/proc/sys/net/ipv4/ping_group_range",
    "/proc/sys/fs/mqueue/msg_max",
    "/proc/sys/user/max_user_namespaces",
    "/proc/sysrq-trigger",
    "/proc/self/uid_map",
    "/proc/self/gid_map",
    "/proc/self/setgroups",
    "/proc/1/oom_score_adj",
    "/proc/1/mem",
    "/proc/irq/0/smp_affinity",
    "/proc/bus/pci",
    "/proc/acpi/wakeup",
):
    attempt(f"write {path}", lambda: write(path))
