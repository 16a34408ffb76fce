# A link whose name ends with a slash.
# source: history 14 (CVE-2026-39822)
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive

archive = Archive()
archive.link("data/", "/etc")
archive.send()
