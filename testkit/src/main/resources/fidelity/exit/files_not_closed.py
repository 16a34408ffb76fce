f = open("/tmp/a", "w")
f.write("x" * 10)
import subprocess

g = open("/tmp/b", "w")
g.write("y")
