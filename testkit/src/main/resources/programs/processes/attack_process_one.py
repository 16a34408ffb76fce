"""Tries to end, stop, read, trace or enter process 1, which supervises the program."""
import os
import resource
import signal

from attempts import attempt, call, hidden

for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1, signal.SIGCONT):
    attempt(f"send {number.name}", lambda: os.kill(1, number))
attempt("send a signal by a descriptor", lambda: signal.pidfd_send_signal(os.pidfd_open(1), signal.SIGKILL))
attempt("trace", lambda: call(101, 16, 1, 0, 0))
attempt("seize", lambda: call(101, 0x4206, 1, 0, 0))
attempt("read its memory by a call", lambda: call(310, 1, 0, 0, 0, 0, 0))
attempt("steal its descriptor", lambda: call(438, os.pidfd_open(1), 1, 0))
for name in ("environ", "maps", "mem", "auxv", "stack", "syscall", "io"):
    attempt(f"read {name}", lambda: hidden(f"/proc/1/{name}"))
for name in ("fd", "fdinfo", "task/1/fd", "map_files"):
    attempt(f"list {name}", lambda: os.listdir(f"/proc/1/{name}"))
for name in ("root", "cwd", "exe", "ns/mnt", "ns/net", "fd/1"):
    attempt(f"follow {name}", lambda: os.readlink(f"/proc/1/{name}"))
for name in ("root/etc", "cwd/etc"):
    attempt(f"list {name}", lambda: os.listdir(f"/proc/1/{name}"))
for name in ("mem", "oom_score_adj", "fd/1", "clear_refs", "coredump_filter"):
    attempt(f"write {name}", lambda: os.open(f"/proc/1/{name}", os.O_WRONLY))
attempt("limit it", lambda: resource.prlimit(1, 7, (0, 0)))
attempt("slow it down", lambda: os.setpriority(os.PRIO_PROCESS, 1, 19))
attempt("bind it to a processor", lambda: os.sched_setaffinity(1, {0}))
