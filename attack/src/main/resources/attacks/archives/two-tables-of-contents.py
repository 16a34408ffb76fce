# An archive within an archive's end: readers disagree about which one it is.
# source: own
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

first = Archive().content()
second = Archive("print('second')", comment=first[-22:]).content()
send(first + second)
