import asyncio

try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
print(type(asyncio.get_event_loop_policy()).__name__, type(asyncio.new_event_loop()).__name__)
