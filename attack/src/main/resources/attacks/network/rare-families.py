# Makes sockets of families that reach hypervisors, radios or kernel services.
# source: history 19 (isolate 2.6: AF_VSOCK)
# control: none the kernel would load modules for them
from attempts import NOT_PERMITTED, attempt, call

for name, family in dict(AX25=3, X25=9, KEY=15, PACKET=17, RDS=21, LLC=26, CAN=29, TIPC=30, BLUETOOTH=31, NFC=39, ALG=38, VSOCK=40, KCM=41, QIPCRTR=42, SMC=43, XDP=44, MCTP=45).items():
    for kind in (1, 2, 3, 5):
        attempt(f"AF_{name}, type {kind}", lambda: call(41, family, kind, 0), NOT_PERMITTED)
