# Connects to where clouds give credentials to machines.
# source: history 38
# control: none it needs a cloud
import socket

from attempts import attempt

for address in (("169.254.169.254", 80), ("169.254.170.2", 80), ("fd00:ec2::254", 80), ("100.100.100.200", 80)):
    attempt(address[0], lambda: socket.create_connection(address, 1))
