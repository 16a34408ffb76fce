import os, sys

print("lost in the buffer")
exec(sys.argv[1])
