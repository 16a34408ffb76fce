import pathlib
print(sorted(str(p) for p in pathlib.Path(".").rglob("*")), pathlib.Path("data/x.bin").read_bytes())
