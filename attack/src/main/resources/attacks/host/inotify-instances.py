# Uses up the inotify instances of whoever made its namespace: the host's root has 128.
# source: own; fs.inotify.max_user_instances, counted for each namespace above
# control: host
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
count = 0
while count < 100 and libc.inotify_init() >= 0:
    count += 1
print("instances:", f"{'ALLOWED' if count > 10 else 'refused'} ({count})")
