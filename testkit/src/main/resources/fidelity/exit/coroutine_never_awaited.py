async def work():
    pass


work()
w = work()
