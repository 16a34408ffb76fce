# A link to a folder, and a file below it.
# source: history 14 (CVE-2026-6959)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.link("data", "/tmp")
archive.file("data/outside.py")
archive.send()
