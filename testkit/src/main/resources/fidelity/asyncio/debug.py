import asyncio, logging

logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=10)


async def main():
    print(asyncio.get_running_loop().get_debug())


asyncio.run(main(), debug=True)
