print(random.random())
