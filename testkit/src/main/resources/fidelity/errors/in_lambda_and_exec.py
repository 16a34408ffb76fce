f = lambda: exec("def g():\n  raise KeyError('k')\ng()")
f()
