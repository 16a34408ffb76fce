# Takes huge pages by a memory file.
# source: memfd_create(2), MFD_HUGETLB
# control: host
from attempts import NOT_PERMITTED, attempt, call

attempt("a memory file of huge pages", lambda: call(319, b"x", 4), NOT_PERMITTED)
