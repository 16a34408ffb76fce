import asyncio


async def work(n):
    await asyncio.sleep(n / 100)
    print(n)
    return n


async def main():
    print(await asyncio.gather(*map(work, (3, 1, 2))))


asyncio.run(main())
