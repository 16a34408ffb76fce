# Changes the mount table or the root by every call that can, old and new.
# source: CVE-2022-0492; mount_namespaces(7)
# control: unshared
# program: filesystem/mount
