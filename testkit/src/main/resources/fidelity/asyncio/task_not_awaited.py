import asyncio


async def forever():
    try:
        await asyncio.sleep(100)
    finally:
        print("cancelled")


async def main():
    asyncio.create_task(forever())
    await asyncio.sleep(0)


asyncio.run(main())
