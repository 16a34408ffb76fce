# Bytes that only begin like an archive.
# source: own
# control: naive
# kind: archive
# contained: 400, 413
from archives import send

send(b"PK\x03\x04" + bytes(1000))
