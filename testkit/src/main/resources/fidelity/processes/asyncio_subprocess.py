import asyncio


async def main():
    p = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1)
    print(await p.communicate(b"x"), p.returncode)


asyncio.run(main())
