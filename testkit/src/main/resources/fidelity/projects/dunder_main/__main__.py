import other, sys
print(__name__, __file__, __spec__, __package__, sys.argv, other.__name__)
