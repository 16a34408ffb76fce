import os
import json


class Late:
    def __del__(self):
        print(os is None, json is None, open is None, print is None)


late = Late()
zzz = Late()
