import pickle

x = []
for _ in range(10_000):
    x = [x]
try:
    pickle.dumps(x)
except RecursionError as e:
    print(e)
