# Enters the kernel by int 0x80 and by x32 numbers, which filters forget.
# source: history 19 (isolate 2.6)
# control: host
# program: isolation/foreign_entry
# not applicable gvisor: no call of a program reaches the host's kernel, and gVisor's has one table
