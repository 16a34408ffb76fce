"""Temporary files work where the program says that they may be."""
import tempfile

with tempfile.TemporaryDirectory(dir="/dev/shm") as directory:
    with tempfile.NamedTemporaryFile("w+", dir=directory) as file:
        file.write("x")
        file.seek(0)
        print(file.read())
# prints
# x
