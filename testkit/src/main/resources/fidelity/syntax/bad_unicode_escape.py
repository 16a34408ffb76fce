x = "\N{nothing}"
