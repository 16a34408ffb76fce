# Names with NUL, line breaks and escape sequences.
# source: history 10, 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

archive = Archive()
archive.file("b_x.py")
archive.file("c\x1b[2J\n.py")
send(archive.content().replace(b"b_x.py", b"b\0x.py"))
