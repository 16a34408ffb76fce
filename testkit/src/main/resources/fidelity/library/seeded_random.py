import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(100), 5), random.gauss(0, 1))
r = random.Random("text")
x = list(range(10))
r.shuffle(x)
print(x, random.getrandbits(100))
