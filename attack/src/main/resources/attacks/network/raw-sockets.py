# Makes sockets that see or forge packets, and changes interfaces.
# source: raw(7), packet(7)
# control: unshared
# program: network/raw_sockets
