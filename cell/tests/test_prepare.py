"""Tests of prepare.py, which is executed as the zygote does it, in an interpreter of its own."""

import subprocess
import sys
import unittest
from pathlib import Path

PREPARE = Path(__file__).parent.parent / "prepare.py"
START = "import sys; exec(compile(open({!r}).read(), 'prepare.py', 'exec'), {{'__name__': 'prepare', 'leave': lambda: None}})\n"


def after_preparing(*modules, then):
    """What a program prints in an interpreter that has been prepared with these modules."""
    code = START.format(str(PREPARE)) + then
    run = subprocess.run([sys.executable, "-S", "-c", code, *modules], capture_output=True, text=True, timeout=60)
    return run.stdout + run.stderr


class PrepareTest(unittest.TestCase):
    def test_warm_modules_are_out_of_sight(self):
        self.assertEqual(
            after_preparing("json", "random", then="print([m for m in ('json', 'random', 're') if m in sys.modules])"),
            "[]\n",
        )

    def test_a_warm_module_appears_with_what_it_imports_and_with_nothing_else(self):
        show = "before = set(sys.modules)\nimport json\nprint(sorted(set(sys.modules) - before))"
        fresh = subprocess.run(
            [sys.executable, "-S", "-c", "import sys\n" + show], capture_output=True, text=True, timeout=60
        ).stdout
        self.assertEqual(after_preparing("json", "random", "logging", then=show), fresh)

    def test_a_package_has_no_module_that_was_not_imported(self):
        self.assertEqual(after_preparing("urllib.parse", then="import urllib\nprint(hasattr(urllib, 'parse'))"), "False\n")
        self.assertEqual(after_preparing("urllib.parse", then="import urllib.parse\nprint(hasattr(urllib, 'parse'))"), "True\n")

    def test_a_module_that_is_not_there_is_left_out(self):
        self.assertEqual(after_preparing("nowhere", "json", then="import json; print(json.dumps(1))"), "1\n")

    def test_a_file_of_the_program_shadows_a_warm_module(self):
        then = "import tempfile, os\nd = tempfile.mkdtemp()\nopen(d + '/json.py', 'w').write('mine = 1')\n"
        then += "sys.path.insert(0, d)\nimport json\nprint(json.mine)"
        self.assertEqual(after_preparing("json", then=then), "1\n")

    def test_asking_for_a_spec_imports_nothing(self):
        then = "import importlib.util\nprint(importlib.util.find_spec('random').origin[-9:], 'random' in sys.modules)"
        self.assertEqual(after_preparing("random", then=then), "random.py False\n")

    def test_what_appears_lies_on_few_pages(self):
        then = "before = set(sys.modules)\nimport multiprocessing.pool\nnew = set(sys.modules) - before\n"
        then += "for things in new, [sys.modules[each] for each in new]:\n"
        then += "    print(len(things), len({id(each) >> 12 for each in things}))"
        printed = after_preparing("multiprocessing.pool", then=then).split()
        modules, pages_of_names, _, pages_of_modules = map(int, printed)
        self.assertGreater(modules, 20)
        self.assertLess(pages_of_names + pages_of_modules, modules / 2, printed)

    def test_random_numbers_are_seeded_when_the_module_appears(self):
        then = "import os\nfor _ in 'ab':\n    if os.fork() == 0:\n        import random\n        print(random.random())\n        break\n    os.wait()"
        printed = after_preparing("random", then=then).split()
        self.assertEqual((len(printed), len(set(printed))), (2, 2), printed)

    def test_what_a_module_wants_at_exit_is_registered_when_it_appears(self):
        then = "import atexit\na = atexit._ncallbacks()\nimport logging\nprint(atexit._ncallbacks() - a)"
        self.assertEqual(after_preparing("logging", "multiprocessing", then=then), "1\n")

    def test_multiprocessing_gets_a_secret_of_its_own(self):
        then = "import os\nfor _ in 'ab':\n    if os.fork() == 0:\n        import multiprocessing as m\n        print(m.current_process().authkey.hex())\n        break\n    os.wait()"
        printed = after_preparing("multiprocessing", then=then).split()
        self.assertEqual((len(printed), len(set(printed))), (2, 2), printed)


if __name__ == "__main__":
    unittest.main()
