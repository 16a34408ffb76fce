import code

code.interact(banner="hi", exitmsg="bye", local={"x": 41})
