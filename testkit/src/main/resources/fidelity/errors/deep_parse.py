try:
    eval("(" * 1000 + ")" * 1000)
except (SyntaxError, MemoryError, RecursionError) as e:
    print(type(e), e)
try:
    eval("-" * 100_000 + "1")
except (SyntaxError, MemoryError, RecursionError) as e:
    print(type(e), e)
