# Makes a BPF map.
# source: CVE-2021-3490; bpf(2)
# control: host
import struct

from attempts import attempt, call

attempt("BPF_MAP_CREATE", lambda: call(321, 0, struct.pack("IIIII", 2, 4, 4, 1, 0) + bytes(100), 120))
