elif 1:
    pass
