# Makes fifty system calls that no Python program needs, with harmless arguments.
# source: own; the default profile of Docker
# control: host
# program: isolation/system_calls
