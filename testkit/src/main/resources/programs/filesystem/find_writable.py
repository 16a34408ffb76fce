"""Prints every file and directory that it may write to, outside of /proc."""
import os
import stat

for directory, directories, names in os.walk("/"):
    if directory == "/":
        directories.remove("proc")
    if os.access(directory, os.W_OK):
        print(directory)
    for name in names:
        path = os.path.join(directory, name)
        if not stat.S_ISLNK(os.lstat(path).st_mode) and os.access(path, os.W_OK):
            print(path)
