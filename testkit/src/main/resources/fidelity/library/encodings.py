import codecs, encodings.aliases, sys

for name in sorted(set(encodings.aliases.aliases.values())):
    try:
        print(name, "aü".encode(name, "replace")[:8])
    except LookupError as e:
        print(name, repr(e))
print("ü".encode("idna"), "x".encode("punycode"), [m for m in sys.modules if m.startswith("encodings.u")])
