import argparse, sys

p = argparse.ArgumentParser(description="d", epilog="e")
p.add_argument("x", type=int, help="a number")
p.add_argument("--flag", action="store_true")
p.add_argument("--choice", choices="ab")
print(p.parse_args(sys.argv[1].split()))
