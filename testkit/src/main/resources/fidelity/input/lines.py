print(input("name? "))
print(repr(input()))
print(input("more? "))
