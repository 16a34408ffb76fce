import warnings

warnings.simplefilter("always")


def leak():
    open("/workspace/script.py")


leak()
kept = open("/workspace/script.py")
