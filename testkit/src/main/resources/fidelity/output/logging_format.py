import logging

logging.basicConfig(level=0, format="%(levelname)s|%(name)s|%(module)s|%(funcName)s|%(lineno)d|%(process)d|%(threadName)s|%(filename)s|%(pathname)s|%(message)s".replace("%(process)d|", ""))
logging.debug("x %s", 1)
try:
    1 / 0
except ZeroDivisionError:
    logging.exception("failed")
logging.getLogger("x").info("bad %d", "format")
