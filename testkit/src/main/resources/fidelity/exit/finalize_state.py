import sys


class Late:
    def __del__(self):
        print(sys.is_finalizing())


late = Late()
