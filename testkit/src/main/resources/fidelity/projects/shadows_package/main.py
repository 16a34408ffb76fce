import logging
print(logging.x, logging.__path__)
import asyncio
