"""Imports modules before the fork, and keeps them out of sight until the program imports them itself.

A program finds in ``sys.modules`` what it would find after ``python3 script.py``. When it imports a module that is warm, the
module appears, together with those that it imports in turn, in the order in which they would. What it never imports costs it
nothing, at the end neither: an interpreter that ends takes apart the modules that it can see, and touching memory is what a
fork pays for.

Executed once, in the zygote, with a namespace of its own; ``sys.argv`` names the modules, and ``leave`` is a function that
returns if something is left to do (see ``supervisor/ending.c``).
"""

import _frozen_importlib
import builtins
import sys
from _frozen_importlib import ModuleSpec, _find_and_load_unlocked, _load_unlocked, _resolve_name

# what an interpreter has at its start; nothing else may be imported before the record of imports begins
visible = set(sys.modules)
hidden = {}
imports = {}  # name of a module -> names of the modules that it imports, in order
closures = {}  # name of a hidden module -> what appears with it, in order, itself last
hooks = {}  # name of a module -> what it asked to be called at exit and at a fork: (function that asks, arguments) each
import_of_python = builtins.__import__


def recording_import(name, globals=None, locals=None, fromlist=(), level=0):
    module = import_of_python(name, globals, locals, fromlist, level)
    importer = loaded_now()
    if importer:
        if level:
            package = globals.get("__package__") or globals["__name__"].rpartition(".")[0]
            name = _resolve_name(name, package, level)
        known = imports.setdefault(importer, {})
        for each in [name] + [f"{name}.{attribute}" for attribute in fromlist or ()]:
            if each in sys.modules:
                known[each] = True
    return module


def loaded_now():
    """The name of the module that is being loaded, of several the innermost."""
    frame = sys._getframe(2)
    while frame and frame.f_code is not _load_unlocked.__code__:
        frame = frame.f_back
    return frame and frame.f_locals["spec"].name


builtins.__import__ = recording_import

import atexit  # noqa: E402
import ctypes  # noqa: E402
import gc  # noqa: E402
import os  # noqa: E402
import time  # noqa: E402

library = os.path.dirname(os.__file__)


def import_all(names):
    """Imports modules and notes what they ask for. A module that is not there is left out."""
    making = _frozen_importlib._new_module
    _frozen_importlib._new_module = side_by_side()
    asking = atexit.register, os.register_at_fork
    atexit.register, os.register_at_fork = (postponed(ask) for ask in asking)
    try:
        for name in names:
            try:
                __import__(name)
            except ImportError:
                continue
    finally:
        _frozen_importlib._new_module = making
        builtins.__import__ = import_of_python
        atexit.register, os.register_at_fork = asking
    sys.modules.pop("__mp_main__", None)  # the program's own module, as multiprocessing calls it
    if "numpy.random.mtrand" in sys.modules:
        sys.modules["numpy.random.mtrand"]._rand.seed()  # or it would name the seed of the zygote, in every run


def side_by_side():
    """A function that makes modules as they are made otherwise, but next to each other: one that is revealed is written to,
    and each page of memory that is written to is copied."""
    made = []

    def new_module(name):
        if not made:
            made.extend(type(sys)("") for _ in range(256))
        module = made.pop()
        module.__init__(name)
        return module

    return new_module


def postponed(ask):
    """A function that notes what a module asks for, until the module is revealed."""

    def note(*args, **kwargs):
        hooks.setdefault(sys._getframe(1).f_globals["__name__"], []).append((ask, args, kwargs))
        return args[0] if args else None

    return note


def hide():
    # copied names lie next to each other, as the modules do
    names = {name: bytes(name, "utf-8").decode() for name in sys.modules if name not in visible}
    for name, copy in names.items():
        hidden[copy] = sys.modules.pop(name)
    for name, module in hidden.items():
        if getattr(getattr(module, "__spec__", None), "name", None) != name:  # never imported: its package put it there
            imports.setdefault(name.rpartition(".")[0], {})[name] = True
    for name in hidden:
        closures[name] = tuple(names[each] for each in closure(name, imports) if each in names)
    for name, module in hidden.items():
        package, attribute = holder(name)
        comes_with_it = name in closures.get(name.rpartition(".")[0], ())
        if package and not comes_with_it and vars(package).get(attribute) is module:
            delattr(package, attribute)
    sys.meta_path.insert(0, Warm())


def closure(name, imports):
    """The names of the modules that importing one imports, in the order in which their imports end."""
    entered, ended, due = set(), [], [(name, False)]
    while due:
        each, ends = due.pop()
        if ends:
            ended.append(each)
        elif each not in entered:
            entered.add(each)
            package = each.rpartition(".")[0]
            due.append((each, True))
            due.extend((needed, False) for needed in reversed(imports.get(each, ())))
            due.extend([(package, False)] if package else [])
    return ended


def holder(name):
    """The package that a module is an attribute of, or None, and the attribute."""
    package, _, attribute = name.rpartition(".")
    return hidden.get(package) or sys.modules.get(package), attribute


class Warm:
    """Finds what is warm, before anything looks at files; for ``import``, not for who only asks where a module is."""

    def find_spec(self, name, path=None, target=None):
        module = hidden.get(name)
        if module is None or sys._getframe(2).f_code is not _find_and_load_unlocked.__code__:
            return None
        due = [each for each in closures[name] if each in hidden]
        if any(each in sys.modules for each in due) or is_shadowed(due):
            return None
        for each in due[:-1]:
            reveal(each)
        del hidden[name]
        return ModuleSpec(name, Loader(module))


def is_shadowed(names):
    """Whether a file of the program's own comes before the library in ``sys.path`` and has one of these names."""
    for entry in sys.path:
        if entry == library:
            return False
        try:
            files = os.listdir(entry or ".")
        except NotADirectoryError:
            return True  # an archive, perhaps: CPython may look
        except OSError:
            continue
        if any(file.partition(".")[0] in names for file in files):
            return True
    return True


def reveal(name):
    module = hidden.pop(name)
    package, attribute = holder(name)
    if package and attribute not in vars(package):
        setattr(package, attribute, module)
    sys.modules[name] = module
    catch_up(name, module)


def catch_up(name, module):
    """Does what importing the module would have done in this process besides: what it asked for, what it remembers."""
    for ask, args, kwargs in hooks.pop(name, ()):
        ask(*args, **kwargs)
    renew = RENEWED.get(name)
    if renew:
        renew(module)


def start_the_clock(logging):
    logging._startTime = time.time()


def name_the_program(multiprocessing):
    sys.modules["__mp_main__"] = sys.modules["__main__"]


def make_a_secret(process):
    # SECURITY: a key of multiprocessing.connection that every run knows
    process._current_process._config["authkey"] = process.AuthenticationString(os.urandom(32))


def seed(random):
    # SECURITY: random numbers that are the same in every run
    random.seed()


def forget_the_host(platform):
    platform._uname_cache = None


def forget_the_build(sysconfig):
    sysconfig._CONFIG_VARS = None


def number_this_thread(threading):
    threading.main_thread()._set_native_id()


def seed_numpy(mtrand):
    # SECURITY: as in random; numpy seeds its generator when it is imported and never again. Its own seed() takes as long as
    # all the rest of an import of numpy here; a state of nothing but random words is a seed, too (624 of them: MT19937)
    key = memoryview(os.urandom(4 * 624)).cast("I")
    mtrand._rand.set_state({"bit_generator": "MT19937", "state": {"key": key, "pos": 624}})


RENEWED = {
    "logging": start_the_clock,
    "multiprocessing": name_the_program,
    "multiprocessing.process": make_a_secret,
    "numpy.random.mtrand": seed_numpy,
    "platform": forget_the_host,
    "random": seed,
    "sysconfig": forget_the_build,
    "threading": number_this_thread,
}


class Loader:
    """Loads a module that has been loaded already."""

    def __init__(self, module):
        self.module = module
        self.spec = module.__spec__

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec
        catch_up(module.__name__, module)


def end(ours):
    """At the very end of a program: leaves, if there is nothing to do that somebody could notice. If there is, at least the
    modules of the zygote are not taken apart."""
    leave()  # noqa: F821
    for name in [name for name, module in sys.modules.items() if ours.get(name) is module]:
        del sys.modules[name]


def keep(*things):
    """For ever: one reference that nobody gives back."""
    for thing in things:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))


def freeze():
    """Nothing of the zygote is garbage, ever; but the program's own module is collected at the end, like any. Whatever is made
    after this each program looks at, at its end."""
    untrack, track = ctypes.pythonapi.PyObject_GC_UnTrack, ctypes.pythonapi.PyObject_GC_Track
    main = sys.modules["__main__"]
    own = [ctypes.py_object(each) for each in (main, vars(main))]
    gc.collect()
    gc.freeze()
    for each in own:
        untrack(each)
        track(each)


ours = {}
atexit.register(end, ours)  # first, so that it is called last
import_all(sys.argv[1:])
ours.update((name, module) for name, module in sys.modules.items() if name not in ("sys", "builtins", "__main__"))
hide()
keep(ours, hidden, imports, closures, hooks, globals(), *ours.values(), *vars(builtins).values())
# but not the standard streams: one that the program has replaced is flushed when it is given up
keep(*(value for name, value in vars(sys).items() if not name.strip("_").startswith("std")))
