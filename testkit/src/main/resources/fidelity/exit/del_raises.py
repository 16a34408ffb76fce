class Bad:
    def __del__(self):
        raise RuntimeError("in del")


bad = Bad()
