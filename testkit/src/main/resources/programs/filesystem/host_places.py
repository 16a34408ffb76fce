"""Looks for what a host would show and a sandbox must not."""
import os

from attempts import attempt, hidden


def anything_in(directory):
    names = os.listdir(directory)
    if not names:
        raise FileNotFoundError(directory)
    return names


for path in (
    "/sys/kernel",
    "/sys/fs/cgroup",
    "/sys/class/net",
    "/sys/firmware",
    "/sys/module",
    "/run",
    "/var/run/",
    "/proc/acpi",
    "/proc/scsi",
    "/host",
    "/mnt",
    "/media",
    "/boot",
    "/lib/modules",
    "/root",
    "/home",
    "/var/lib/docker",
):
    attempt(f"list {path}", lambda: anything_in(path))
for path in (
    "/var/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/systemd/private",
    "/.dockerenv",
    "/etc/machine-id",
    "/etc/shadow",
    "/etc/ssh/ssh_host_rsa_key",
):
    attempt(f"read {path}", lambda: hidden(path))
