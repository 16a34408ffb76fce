import multiprocessing, work
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    with multiprocessing.Pool(2) as p:
        print(p.map(work.double, [1, 2]))
