"""Makes empty files in the scratch directory until there may be no more."""
import errno

try:
    for i in range(200_000):
        open(f"/tmp/{i}", "wb").close()
    print("no limit was met")
except OSError as e:
    print(errno.errorcode[e.errno])
