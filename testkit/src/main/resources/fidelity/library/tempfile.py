import os, tempfile

with tempfile.NamedTemporaryFile("w+") as f, tempfile.TemporaryDirectory() as d:
    f.write("x")
    print(os.path.dirname(f.name), os.path.dirname(d), oct(os.stat(d).st_mode))
t = tempfile.TemporaryFile()
