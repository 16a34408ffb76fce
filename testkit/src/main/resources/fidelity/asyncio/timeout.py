import asyncio


async def main():
    async with asyncio.timeout(0.01):
        await asyncio.sleep(9)


asyncio.run(main())
