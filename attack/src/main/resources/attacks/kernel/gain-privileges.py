# Becomes root, takes capabilities back, raises hard limits, makes a set-user-id file.
# source: credentials(7)
# control: host
# program: isolation/privileges
# not applicable gvisor: priorities, and who is killed for memory, are settings of gVisor's kernel that it does not heed
