import os, tempfile, warnings

warnings.simplefilter("ignore")
d = tempfile.TemporaryDirectory()
open(os.path.join(d.name, "x"), "w").close()
print("end")
