# Opens a performance counter: a large interface with many holes, and a clock for side channels.
# source: CVE-2013-2094; perf_event_open(2)
# control: host
import struct

from attempts import attempt, call

attributes = bytearray(128)
struct.pack_into("IIQ", attributes, 0, 1, 128, 0)  # software, CPU clock
attempt("perf_event_open", lambda: call(298, bytes(attributes), 0, -1, -1, 0))
