import modül, sys
print(__file__, sys.argv, modül.__file__)
1 / 0
