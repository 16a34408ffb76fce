import subprocess, sys

print(eval(sys.argv[1]))
