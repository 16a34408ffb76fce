# As many folders as the names may bring: the count of files is small, that of inodes is not.
# source: own: found by this catalogue
# control: none it has to be executed, like any project
# kind: archive
# contained: 200
from archives import Archive

archive = Archive()
for i in range(480):
    archive.file("/".join(f"{i}_{depth}" for depth in range(30)) + "/x", "")
archive.send()
