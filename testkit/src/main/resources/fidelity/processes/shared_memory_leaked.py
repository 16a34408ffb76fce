from multiprocessing import resource_tracker, shared_memory

s = shared_memory.SharedMemory(create=True, size=16, name="leaked")
resource_tracker.unregister(s._name, "shared_memory")  # or a process of its own complains, if it is quicker than the end of all
print(s.name)
