compile("x =", "<given>", "exec")
