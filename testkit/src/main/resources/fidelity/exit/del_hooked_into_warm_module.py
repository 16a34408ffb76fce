import json
import logging
import random


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


json.mine = Loud("json")
random.mine = Loud("random")
logging.mine = Loud("logging")
mine = Loud("main")
