import sys

{"exit": exit, "quit": quit}[sys.argv[1]](5)
