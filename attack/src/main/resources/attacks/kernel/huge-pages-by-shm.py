# Takes huge pages by a System V segment.
# source: shmget(2), SHM_HUGETLB
# control: host
from attempts import NOT_PERMITTED, attempt, call

attempt("a segment of huge pages", lambda: call(29, 0, 2 << 20, 0o5600), NOT_PERMITTED)
