# Leaves what breaks careless cleaning: deep folders, undecodable names, pipes, sockets, locked folders.
# source: history 10 (snekbox), 2
# control: none outside it is only odd; here the host's cleaning must cope
# program: filesystem/strange_names
# contained: exit code 0
