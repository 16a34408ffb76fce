"""Prints the device nodes below /dev, whatever they are called."""
import os
import stat

for directory, _, names in os.walk("/dev"):
    for name in names:
        mode = os.lstat(os.path.join(directory, name)).st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            print(os.path.relpath(os.path.join(directory, name), "/dev"))
