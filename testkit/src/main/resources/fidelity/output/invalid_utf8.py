import os, sys

os.write(1, b"\xff\xfe \xc3 \xed\xa0\x80")
print("\udcff".encode("utf-8", "surrogateescape"))
sys.stdout.reconfigure(errors="surrogateescape")
print("\udcff\udc80")
