import re

print(re.findall(r"(\w)(\d)?", "a1b ü"), re.sub("(?P<x>.)", r"<\g<x>>", "ab"), re.compile("a.b", re.S | re.I))
try:
    re.compile("(")
except re.error as e:
    print(e, e.pos)
