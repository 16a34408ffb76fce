import os, helper
print(helper.__cached__, os.path.exists(helper.__cached__))
