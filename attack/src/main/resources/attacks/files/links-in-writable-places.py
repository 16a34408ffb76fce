# Leaves links to the host's files in every place where it may write; their owner and mode must not change.
# source: history 2, 13, 14 (CVE-2024-28189, CVE-2018-15664)
# control: none what follows links is the cleaning, and the host looks whether it did
# limits: disk=8MiB
import os

for place in ("/dev/shm", "/tmp", "/var/tmp", "/workspace", "."):
    for name, target in (("a", "{{secret_path}}"), ("b", "/etc/passwd"), ("c", "/etc"), ("d", "/proc/self/root/etc")):
        try:
            os.symlink(target, os.path.join(place, name))
            os.chmod(os.path.join(place, name), 0o777)
        except OSError:
            pass
print("links left: refused (as far as the program can see)")
