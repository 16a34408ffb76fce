from multiprocessing import shared_memory

s = shared_memory.SharedMemory(create=True, size=16, name="leaked")
print(s.name)
