print("my types")
