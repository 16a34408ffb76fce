# Learns the order of kernel objects.
# source: kcmp(2)
# control: host
import os

from attempts import attempt, call

attempt("kcmp", lambda: call(312, os.getpid(), os.getpid(), 0, 0, 1))
