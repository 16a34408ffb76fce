import multiprocessing

p = multiprocessing.current_process()
print(p, multiprocessing.parent_process(), p.daemon, p.exitcode, len(p.authkey), p._identity)
print(multiprocessing.Process().name, multiprocessing.get_start_method(), multiprocessing.active_children())
