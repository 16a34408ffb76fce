import logging

logging.basicConfig(level=0)
r = logging.makeLogRecord({})
print(logging.LogRecord("n", 20, "p", 1, "m", (), None).relativeCreated < 5000)
