# Prints what the report of a good end would look like, by every descriptor that it finds, and fails.
# source: own; docs/cell-protocol.md
# control: none a plain interpreter has no supervisor
# program: processes/forge_frames
# contained: exit code 7
# not applicable http: its protocol is another
