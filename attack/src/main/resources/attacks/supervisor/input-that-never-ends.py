# Reads input that it does not get, for longer than its time.
# source: own
# control: none plain python3 waits for ever
# limits: wall=1s
# contained: WALL_TIME
# not applicable http: it decides about its own limits
import os
import sys

reader, writer = os.pipe()
os.dup2(reader, 0)
sys.stdin.read()
