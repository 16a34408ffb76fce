# An archive behind a program: one file is two.
# source: own
# control: naive
# kind: archive
# contained: 400, 413
from archives import Archive, send

send(b"#!/bin/sh\necho\n" + Archive().content())
