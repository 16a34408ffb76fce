"""A child that asyncio starts and waits for."""
import asyncio
import sys


async def main():
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "print(input()[::-1])", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    print(await child.communicate(b"abc\n"), child.returncode)


asyncio.run(main())
# prints
# (b'cba\n', None) 0
