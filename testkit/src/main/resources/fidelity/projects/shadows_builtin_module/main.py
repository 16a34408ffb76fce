import math, time, _random
print(math, time)
