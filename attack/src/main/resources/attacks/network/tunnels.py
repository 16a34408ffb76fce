# Opens the devices that make interfaces.
# source: tun(4)
# control: host
import os

from attempts import attempt

attempt("tun", lambda: os.open("/dev/net/tun", os.O_RDWR))
attempt("ppp", lambda: os.open("/dev/ppp", os.O_RDWR))
attempt("vhost", lambda: os.open("/dev/vhost-net", os.O_RDWR))
attempt("kvm", lambda: os.open("/dev/kvm", os.O_RDWR))
attempt("disks", lambda: os.open("/dev/vda", os.O_RDONLY))
