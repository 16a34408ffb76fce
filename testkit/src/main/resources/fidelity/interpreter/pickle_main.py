import copy, pickle


class C:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


for protocol in range(6):
    data = pickle.dumps(C([1, {2}]), protocol)
    print(data, pickle.loads(data) == C([1, {2}]))
print(copy.deepcopy(C(1)).x, C.__module__, C.__qualname__)
