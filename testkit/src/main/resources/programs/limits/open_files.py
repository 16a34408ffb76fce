"""Opens files until it may not."""
import errno

files = []
try:
    while True:
        files.append(open("/dev/null"))
except OSError as e:
    reason = errno.errorcode[e.errno]
print(len(files), "then", reason)
