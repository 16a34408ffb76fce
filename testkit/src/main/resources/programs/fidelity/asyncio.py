"""Tasks, timeouts, queues and a server on the loopback."""
import asyncio


async def echo(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hello\n")
    print(await reader.readline())
    writer.close()
    try:
        async with asyncio.timeout(0.05):
            await asyncio.sleep(60)
    except TimeoutError:
        print("timeout")
    print(await asyncio.gather(*(asyncio.sleep(0.01, i) for i in range(3))))
    print(await asyncio.to_thread(sum, [1, 2]))


asyncio.run(main())
# prints
# b'HELLO\n'
# timeout
# [0, 1, 2]
# 3
