import multiprocessing, sys


def square(x):
    return x * x


if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        print(pool.map(square, range(10)))
        try:
            pool.apply(divmod, (1, 0))
        except ZeroDivisionError as e:
            print(e)
