from contextlib import contextmanager


@contextmanager
def context():
    print("enter")
    try:
        yield
    finally:
        print("leave")


c = context()
c.__enter__()
