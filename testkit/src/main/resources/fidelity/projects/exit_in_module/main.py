import bad
print("never")
