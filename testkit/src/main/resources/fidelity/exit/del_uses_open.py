class Late:
    def __del__(self):
        with open("/tmp/x", "w") as file:
            print("written", file=file)
        print(open("/tmp/x").read())


late = Late()
