import random, csv
print(random.__file__, csv.__file__)
