# Replaces, removes or renames the script that the trusted side laid out.
# source: history 1 (CVE-2024-28185)
# control: host
import os
import sys

from attempts import attempt

script = os.path.abspath(sys.argv[0])
other = os.path.join(os.path.dirname(script), "other")
attempt("overwrite", lambda: open(script, "r+b"))
attempt("append", lambda: open(script, "a"))
attempt("a file beside it", lambda: open(other, "w"))
attempt("rename", lambda: os.rename(script, other))
