import atexit

atexit.register(print, "first")
import logging, logging.handlers


class Loud(logging.Handler):
    def flush(self):
        print("flush")

    def close(self):
        print("close")
        super().close()


logging.getLogger().addHandler(Loud())
atexit.register(print, "last")
