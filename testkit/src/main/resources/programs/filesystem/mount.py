"""Tries to change the mount table or the root."""
import os

from attempts import attempt, attempt_call, call

MS_BIND, MS_REMOUNT, MS_REC, MS_PRIVATE = 4096, 32, 16384, 1 << 18


def mount(source, target, kind, flags):
    return call(165, source, target, kind, flags, None)


attempt("remount the root writable", lambda: mount(b"none", b"/", b"", MS_REMOUNT))
attempt("remount the workspace writable", lambda: mount(b"none", b"/workspace", b"", MS_REMOUNT | MS_BIND))
attempt("bind mount", lambda: mount(b"/", b"/dev/shm", b"", MS_BIND))
attempt("change propagation", lambda: mount(b"none", b"/", b"", MS_REC | MS_PRIVATE))
attempt("mount a tmpfs", lambda: mount(b"none", b"/tmp", b"tmpfs", 0))
attempt("mount proc", lambda: mount(b"proc", b"/dev/shm", b"proc", 0))
attempt("mount sysfs", lambda: mount(b"sysfs", b"/dev/shm", b"sysfs", 0))
attempt("mount a cgroup hierarchy (CVE-2022-0492)", lambda: mount(b"c", b"/dev/shm", b"cgroup", 0))
attempt("unmount what masks", lambda: call(166, b"/proc/kcore", 2))
attempt("unmount shared memory", lambda: call(166, b"/dev/shm", 2))
attempt("chroot", lambda: os.chroot("/dev/shm"))
attempt("pivot_root", lambda: call(155, b"/dev/shm", b"/dev/shm"))
attempt_call("open_tree", 428, -1, 1, 1)
attempt_call("move_mount", 429, -1, 1, -1, 1, 0)
attempt_call("fsopen", 430, 1, 0)
attempt_call("fsconfig", 431, -1, 0, 0, 0, 0)
attempt_call("fsmount", 432, -1, 0, 0)
attempt_call("mount_setattr", 442, -1, 1, 0, 1, 0)
