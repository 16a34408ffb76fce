x = 1 # type: int
print(x)
