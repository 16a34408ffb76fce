exec("def f(:\n pass", {"__name__": "m"})
