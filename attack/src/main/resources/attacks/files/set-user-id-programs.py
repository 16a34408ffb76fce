# Looks for programs that would run as another user.
# source: history 25; execve(2)
# control: host
import os
import stat

found = []
for top in ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local", "/opt", "/etc", "/.sce"):
    for directory, _, names in os.walk(top):
        for path in (os.path.join(directory, name) for name in names):
            try:
                if os.stat(path).st_mode & (stat.S_ISUID | stat.S_ISGID):
                    found.append(path)
            except OSError:
                pass
print("set-user-id programs:", f"ALLOWED ({found[:3]})" if found else "refused (none)")
