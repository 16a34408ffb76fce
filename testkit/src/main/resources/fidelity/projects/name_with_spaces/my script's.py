print(__file__)
raise ValueError
