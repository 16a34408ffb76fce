import runpy, sys

print(sorted(runpy.run_module("this").keys()))
print(runpy.run_path("/workspace/script.py")["__name__"]) if __name__ == "__main__" else print("nested", __name__, sys.argv)
