print("mine", __file__)
