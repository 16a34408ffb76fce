import _thread

print(_thread._count())
