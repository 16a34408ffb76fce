# A link to a file of the host.
# source: history 1 (CVE-2024-28185)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.link("data.txt", "/etc/passwd")
archive.send()
