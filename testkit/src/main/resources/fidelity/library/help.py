help("".upper)
help(len)
