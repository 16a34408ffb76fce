print(input())
with open("/dev/stdin") as again:
    print(again.read())
