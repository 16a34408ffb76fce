import os

print(os.system("echo out; echo err >&2; exit 3"), os.popen("echo x").read())
