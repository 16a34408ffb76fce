from .b import y
x = y + 1
