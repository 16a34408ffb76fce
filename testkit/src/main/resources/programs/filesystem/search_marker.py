"""Walks everything that it can reach and prints each path that ends with the host's marker."""
import os

for directory, directories, names in os.walk("/"):
    if directory == "/proc":
        directories[:] = [name for name in directories if not name.isdigit()]
    for name in names:
        if name == "marker-of-the-host":
            print(os.path.join(directory, name))
