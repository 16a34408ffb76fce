"""A pool of processes, which needs semaphores in /dev/shm."""
import multiprocessing


def square(x):
    return x * x


if __name__ == "__main__":
    with multiprocessing.Pool(3) as pool:
        print(pool.map(square, range(6)))
# prints
# [0, 1, 4, 9, 16, 25]
