import numpy

print(numpy.arange(4).sum() - 2)
