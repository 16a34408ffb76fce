import os, codecs, abc, site
print(os.__name__, abc.__file__)
