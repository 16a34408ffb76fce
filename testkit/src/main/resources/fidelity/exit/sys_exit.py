import sys

sys.exit(*eval(sys.argv[1]))
