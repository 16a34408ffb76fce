# Handles page faults itself, which stretches races in the kernel.
# source: CVE-2016-8655; userfaultfd(2)
# control: host
from attempts import attempt, call

attempt("userfaultfd", lambda: call(323, 0x80000))
