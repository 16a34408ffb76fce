# A file with an absolute path.
# source: history 14
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.file("/etc/cron.d/attack")
archive.send()
