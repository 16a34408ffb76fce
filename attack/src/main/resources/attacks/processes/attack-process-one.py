# Ends, stops, reads, traces, limits or enters process 1, which supervises.
# source: history 20, 40
# control: none process 1 of a host must not be signalled
# program: processes/attack_process_one
# not applicable gvisor: priorities and processors of process 1 are settings of gVisor's kernel that it does not heed
