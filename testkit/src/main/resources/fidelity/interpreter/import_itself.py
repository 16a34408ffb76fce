import script

print(__name__, script.__name__, script.__file__, script.__spec__)
