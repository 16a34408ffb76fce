# Links a file of the image under another name, to keep or change it.
# source: history 6
# control: host
import os
import tempfile

from attempts import attempt

name = tempfile.mktemp(dir=os.path.dirname(os.path.abspath(__file__)))


def link():
    os.link(__file__, name)
    os.unlink(name)


attempt("hard link", link)
