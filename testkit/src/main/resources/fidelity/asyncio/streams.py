import asyncio


async def serve(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()


async def main():
    server = await asyncio.start_unix_server(serve, "/tmp/s")
    reader, writer = await asyncio.open_unix_connection("/tmp/s")
    writer.write(b"hello\n")
    print(await reader.read())
    server.close()


asyncio.run(main())
