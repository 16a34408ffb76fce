# Reads what tells of the kernel or of other processes.
# source: history 12; proc(5)
# control: unshared
# program: filesystem/read_masked_proc
