# Links with the names of files that trusted code may write.
# source: history 1
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
for name in ("stdin", "stdout", "meta", "run.sh", "script.py"):
    archive.link(name, "/etc/passwd")
archive.send()
