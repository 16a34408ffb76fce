import contextlib, io, sys

with contextlib.redirect_stdout(io.StringIO()) as s, contextlib.redirect_stderr(sys.stdout):
    print("x")
    print("y", file=sys.stderr)
print(repr(s.getvalue()))
