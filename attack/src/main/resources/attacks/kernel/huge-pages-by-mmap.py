# Takes huge pages from the host's pool, which no memory limit counts.
# source: mmap(2), MAP_HUGETLB
# control: host
from attempts import NOT_PERMITTED, attempt, call

attempt("map a huge page", lambda: call(9, 0, 2 << 20, 3, 0x40022, -1, 0), NOT_PERMITTED)
attempt("the same with a size of its own", lambda: call(9, 0, 2 << 20, 3, 0x40022 | 21 << 26, -1, 0), NOT_PERMITTED)
