import sys

lines = []


def tracer(frame, event, arg):
    lines.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def f():
    x = 1
    return x


sys.settrace(tracer)
f()
sys.settrace(None)
print(lines)
