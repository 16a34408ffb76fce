# Makes empty files until it may not: inodes are memory, too.
# source: history 21; tmpfs(5), nr_inodes
# control: host
# limits: disk=8MiB
# not applicable gvisor: files of gVisor's kernel are memory of the sandbox, which is limited
import os
import shutil
import tempfile

most = 0
for place in ("/dev/shm", "/tmp", "/var/tmp"):
    count, folder = 0, None
    try:
        folder = tempfile.mkdtemp(dir=place)
        while count < 20000:
            os.close(os.open(f"{folder}/{count}", os.O_CREAT))
            count += 1
    except OSError:
        pass
    most = max(most, count)
    shutil.rmtree(folder or "/nonexistent", ignore_errors=True)
    if most == 20000:
        break
print("files:", f"{'ALLOWED' if most == 20000 else 'refused'} ({most})")
