# Writes to /proc/sys, sysrq-trigger and the like.
# source: history 12 (CVE-2025-31133, CVE-2025-52565, CVE-2025-52881), 16
# control: unshared
# program: filesystem/write_proc_sys
