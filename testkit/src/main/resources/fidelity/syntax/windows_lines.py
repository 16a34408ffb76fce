if 1:
    print("crlf")
x = (
