# A device, a pipe and a socket.
# source: history 6
# control: naive
# kind: archive
# contained: 400, 413
import stat

from archives import Archive

archive = Archive()
archive.special("device", stat.S_IFCHR)
archive.special("pipe", stat.S_IFIFO)
archive.special("socket", stat.S_IFSOCK)
archive.send()
