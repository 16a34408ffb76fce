"""The zygote: an interpreter stopped in the middle of its start-up, which forks a worker for each cell.

Theory of operation

CPython imports the module ``sitecustomize`` when it has started and before it looks at the script of its command line. This
is that module. Here the zygote imports what programs are likely to need and then serves: for each datagram of a cell it
forks. In the zygote this module never ends; in a worker it does, once a request has come, and CPython goes on with what it
was started for: ``python3 /workspace/script.py``. So a program is run by the interpreter's own code from the first line to
the last flush, and nothing of ours is on its stack.

What a worker inherits: this process's memory, and the standard streams that were put in place for it; nothing else.
No untrusted byte ever reaches the zygote: it reads numbers from cells, and the wait status of its children.
"""

import sys


def _begin(visible):
    import zygote

    request = zygote.serve(visible)
    if request is not None:  # this is a worker from here on
        zygote.become(request)


_begin(set(sys.modules))
del _begin, sys
