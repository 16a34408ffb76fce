import sys, os
print(len(__file__), sys.argv[0] == __file__, sys.path[0] == os.path.dirname(__file__), len(open("/proc/self/cmdline").read()))
1/0
