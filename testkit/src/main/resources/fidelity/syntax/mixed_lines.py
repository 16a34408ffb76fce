print(1)
print(2)
print("""a
b""" == "a\nb")