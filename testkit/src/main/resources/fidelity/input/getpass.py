import getpass

print(getpass.getpass("secret: "))
