import sys, warnings

exec(sys.argv[1])
