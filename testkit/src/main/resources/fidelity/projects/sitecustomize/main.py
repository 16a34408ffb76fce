import sys
print("sitecustomize" in sys.modules)
import sitecustomize, usercustomize
