# 30 MiB of zeros in a few kilobytes.
# source: history 14; 42.zip
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("zeros", bytes(30 << 20))
archive.send()
