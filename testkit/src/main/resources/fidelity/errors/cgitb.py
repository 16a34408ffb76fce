import warnings

warnings.simplefilter("ignore")
import cgitb

cgitb.enable(format="text")
print("ok")
