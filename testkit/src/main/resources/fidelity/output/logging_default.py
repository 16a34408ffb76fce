import logging

logging.warning("w")
logging.info("i")
logging.getLogger("a.b").error("e")
