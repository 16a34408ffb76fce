# Makes a namespace of each kind, or enters one of process 1.
# source: namespaces(7)
# control: host
# program: isolation/namespaces
