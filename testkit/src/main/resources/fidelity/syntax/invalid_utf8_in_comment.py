x = 1
# été
print(x)
