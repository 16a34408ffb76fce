# Switches address randomisation off for what it executes next.
# source: personality(2)
# control: host
from attempts import attempt, call

attempt("ADDR_NO_RANDOMIZE", lambda: call(135, 0x0040000))
attempt("READ_IMPLIES_EXEC", lambda: call(135, 0x0400000))
