import sys

raise SystemExit(*eval(sys.argv[1]))
