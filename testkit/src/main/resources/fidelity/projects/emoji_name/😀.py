print(__file__)
x
