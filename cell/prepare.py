"""Imports modules before the fork, and keeps them out of sight until the program imports them itself.

A program finds in ``sys.modules`` what it would find after ``python3 script.py``. When it imports a module that is warm, the
module appears, together with those that it imports in turn, as they would. What it never imports costs it nothing, at the
end neither: an interpreter that ends takes apart the modules that it can see, and touching memory is what a fork pays for.

Executed once, in the zygote, with a namespace of its own; ``sys.argv`` names the modules.
"""

import sys

visible = set(sys.modules)

import atexit  # noqa: E402
import builtins  # noqa: E402
import ctypes  # noqa: E402
import gc  # noqa: E402
import importlib  # noqa: E402
import os  # noqa: E402
from importlib.machinery import ModuleSpec  # noqa: E402
from importlib.util import resolve_name  # noqa: E402

hidden = {}
imports = {}  # name of a module -> names of the modules that it imports
hooks = {}  # name of a module -> what it asked to be called at exit and at a fork: (function that asks, arguments) each


def import_all(names):
    """Imports modules and records which imports which. A module that is not there is left out."""
    genuine = builtins.__import__

    def recording(name, globals=None, locals=None, fromlist=(), level=0):
        module = genuine(name, globals, locals, fromlist, level)
        importer = (globals or {}).get("__name__")
        if importer:
            record(importer, name, globals, fromlist, level)
        return module

    asking = atexit.register, os.register_at_fork
    builtins.__import__ = recording
    atexit.register, os.register_at_fork = (postponed(ask) for ask in asking)
    try:
        for name in names:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    finally:
        builtins.__import__ = genuine
        atexit.register, os.register_at_fork = asking


def postponed(ask):
    """A function that notes what a module asks for, until the module is revealed."""

    def note(*args, **kwargs):
        hooks.setdefault(sys._getframe(1).f_globals["__name__"], []).append((ask, args, kwargs))
        return args[0] if args else None

    return note


def record(importer, name, globals, fromlist, level):
    if level:
        name = resolve_name("." * level + name, globals.get("__package__") or importer.rpartition(".")[0])
    known = imports.setdefault(importer, {})
    for each in [name] + [f"{name}.{attribute}" for attribute in fromlist or ()]:
        if each in sys.modules:
            known[each] = True


def reseed_numpy_later():
    """Its generator is seeded when it is imported and never again: each program seeds its own when it imports numpy."""
    module = sys.modules.get("numpy.random.mtrand")
    if module is not None:
        # SECURITY: numbers that other programs know, since all were forked from the same state: fresh ones of the kernel
        hooks.setdefault(module.__name__, []).append((module._rand.seed, (), {}))


def hide():
    for name in [name for name in sys.modules if name not in visible]:
        hidden[name] = sys.modules.pop(name)
    sys.meta_path.insert(0, Warm())


class Warm:
    """Finds what is warm, before anything looks at files."""

    def find_spec(self, name, path=None, target=None):
        module = hidden.get(name)
        if module is None:
            return None
        for needed in closure(name):
            if needed != name and needed in hidden:
                sys.modules.setdefault(needed, hidden.pop(needed))
                reveal(needed)
        reveal(name)
        return ModuleSpec(name, Loader(hidden.pop(name)))


def reveal(name):
    """Does what the module asked for when it was imported; what it wants to do after a fork is due now, too."""
    for ask, args, kwargs in hooks.pop(name, ()):
        ask(*args, **kwargs)
        after_fork = kwargs.get("after_in_child")
        if after_fork:
            after_fork()


def closure(name):
    found, due = {}, [name]
    while due:
        each = due.pop()
        if each not in found:
            found[each] = True
            parent = each.rpartition(".")[0]
            due.extend(imports.get(each, ()))
            due.extend([parent] if parent else [])
    return found


class Loader:
    """Loads a module that has been loaded already."""

    def __init__(self, module):
        self.module = module
        self.spec = module.__spec__

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec


def leave_modules_alone(ours):
    """At the very end of a program: the modules of the zygote are not taken apart, which nobody could notice."""
    for name in [name for name, module in sys.modules.items() if ours.get(name) is module]:
        del sys.modules[name]


def keep(*things):
    """For ever: one reference that nobody gives back."""
    for thing in things:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))


ours = {}
atexit.register(leave_modules_alone, ours)  # first, so that it is called last
import_all(sys.argv[1:])
reseed_numpy_later()
ours.update((name, module) for name, module in sys.modules.items() if name not in ("sys", "builtins", "__main__"))
hide()
keep(ours, hidden, imports, hooks, globals(), *ours.values(), *vars(builtins).values())
# but not the standard streams: one that the program has replaced is flushed when it is given up
keep(*(value for name, value in vars(sys).items() if not name.strip("_").startswith("std")))
gc.collect()
gc.freeze()
