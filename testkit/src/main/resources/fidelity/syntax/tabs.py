if 1:
	print("tabs")
