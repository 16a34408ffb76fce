import asyncio, gc


async def bad():
    1 / 0


async def main():
    asyncio.create_task(bad(), name="bad")
    await asyncio.sleep(0.01)
    gc.collect()


asyncio.run(main())
