import logging, logging.handlers

h = logging.handlers.MemoryHandler(100, target=logging.StreamHandler())
logging.getLogger().addHandler(h)
logging.warning("kept until the end")
