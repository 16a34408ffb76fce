print(2**5000)
print(10**5000)
