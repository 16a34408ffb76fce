import random, json
print(random.__file__, json.__file__)
