import asyncio, warnings

warnings.simplefilter("always")
asyncio.get_event_loop()
