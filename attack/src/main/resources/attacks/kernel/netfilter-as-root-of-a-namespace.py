# Makes user and network namespaces to reach nf_tables with all capabilities.
# source: CVE-2024-1086
# control: host
from attempts import NOT_PERMITTED, attempt, call


def become_network_root():
    call(272, 0x10000000 | 0x40000000)
    return call(41, 16, 3, 12)  # a netlink socket of netfilter


attempt("nf_tables in namespaces of its own", become_network_root, NOT_PERMITTED)
