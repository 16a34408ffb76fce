import os, sys, helper
print(sys.path[0], __file__, os.getcwd(), helper.__file__, sys.argv)
print(open("data.txt").read())
