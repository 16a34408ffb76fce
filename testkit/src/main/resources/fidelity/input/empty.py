try:
    input("prompt")
except EOFError as e:
    print(repr(e))
print(repr(__import__("sys").stdin.read()))
