x = 1
breakpoint()
x += 1
print(x)
