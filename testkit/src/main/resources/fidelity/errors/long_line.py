x = [1, 2, 3]; y = {"a": 1}; print(x[0] + y["a"] + x[1] + y["b"] + x[2] + sum(x) + len(y) + x[0] + y["a"] + x[1])
