# Lists and reads where a host keeps what matters: /sys, /run, /home, sockets, keys.
# source: history 16, 33
# control: host
# program: filesystem/host_places
