def generator():
    try:
        yield 1
    finally:
        print("finally")


g = generator()
next(g)
