import logging, os

logging.basicConfig(format="%(levelname)s %(message)s %(processName)s")
if os.fork() == 0:
    logging.warning("child")
    os._exit(0)
os.wait()
logging.warning("parent")
