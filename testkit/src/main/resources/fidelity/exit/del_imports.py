class Late:
    def __del__(self):
        import json

        print(json.dumps([1]))


late = Late()
