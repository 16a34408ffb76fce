"""Modules that are imported before the fork, kept out of sight until the program imports them itself.

A program finds in ``sys.modules`` what it would find after ``python3 script.py``. When it imports a module that is warm, the
module appears, together with those that it imports in turn, as they would. What it never imports costs it nothing, at the
end neither: an interpreter that ends takes apart the modules that it can see, and touching memory is what a fork pays for.
"""

import builtins
import ctypes
import importlib
import sys
from importlib.machinery import ModuleSpec
from importlib.util import resolve_name

_OURS = ("zygote", "confine", "start", "warm")
_visible = set()
_hidden = {}
_imports = {}  # name of a module -> names of the modules that it imports


def up(names, visible):
    """Imports modules and records which imports which. A module that is not there is left out.

    ``visible`` names the modules that stay in sight; the one that is being imported around us must.
    """
    _visible.update(visible)
    genuine = builtins.__import__

    def recording(name, globals=None, locals=None, fromlist=(), level=0):
        before = set(sys.modules)
        module = genuine(name, globals, locals, fromlist, level)
        importer = (globals or {}).get("__name__")
        if importer:
            _record(importer, name, globals, fromlist, level, set(sys.modules) - before)
        return module

    builtins.__import__ = recording
    try:
        for name in names:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    finally:
        builtins.__import__ = genuine


def _record(importer, name, globals, fromlist, level, added):
    if level:
        package = globals.get("__package__") or importer.rpartition(".")[0]
        name = resolve_name("." * level + name, package)
    known = _imports.setdefault(importer, {})
    for each in [name] + [f"{name}.{attribute}" for attribute in fromlist or ()]:
        if each in sys.modules:
            known[each] = True


def hide():
    """Takes the warm modules out of sight; before the fork, so that no worker pays for it."""
    for name in [name for name in sys.modules if name not in _visible]:
        _hidden[name] = sys.modules.pop(name)
    for ours in _OURS:
        _hidden.pop(ours, None)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(_hidden))  # never taken apart, not even at the end
    sys.meta_path.insert(0, _Warm())


class _Warm:
    """Finds what is warm, before anything looks at files."""

    def find_spec(self, name, path=None, target=None):
        module = _hidden.get(name)
        if module is None:
            return None
        for needed in _closure(name):
            if needed != name and needed in _hidden:
                sys.modules.setdefault(needed, _hidden.pop(needed))
        return ModuleSpec(name, _Loader(_hidden.pop(name)))


def _closure(name):
    found, due = {}, [name]
    while due:
        each = due.pop()
        if each not in found:
            found[each] = True
            parent = each.rpartition(".")[0]
            due.extend(_imports.get(each, ()))
            due.extend([parent] if parent else [])
    return found


class _Loader:
    """Loads a module that has been loaded already."""

    def __init__(self, module):
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec):
        return self._module

    def exec_module(self, module):
        module.__spec__ = self._spec
