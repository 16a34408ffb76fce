# Prints bytes that are no text, control sequences for terminals, and half characters.
# source: history 10
# control: none it harms who shows it unread
import os

os.write(1, bytes(range(256)) + b"\xed\xa0\x80\xff\x00\x1b]0;title\x07\x1b[2J\n\xe2\x82\n")
print("end: refused (it was passed on)", flush=True)
