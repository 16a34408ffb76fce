"""Both executors of concurrent.futures."""
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

if __name__ == "__main__":
    for kind in (ThreadPoolExecutor, ProcessPoolExecutor):
        with kind(2) as executor:
            print(list(executor.map(abs, [-1, -2, 3])))
# prints
# [1, 2, 3]
# [1, 2, 3]
