"""Runs one module of the library's own tests as `python3 -m test MODULE` does.

Prints, behind all else, a line for each test: what became of it, a tab, and its name. Ends with the
exit status of `python3 -m test`.
"""

import os
import sys
import tempfile
from xml.etree import ElementTree

REPORT = os.path.join(tempfile.gettempdir(), "report.xml")


def fate(case):
    """`passed`, or what the XML has instead: `failure`, `error`, `skipped`."""
    kinds = [child.tag for child in case if child.tag not in ("system-out", "system-err")]
    return kinds[0] if kinds else "passed"


def report():
    sys.stdout.flush()
    tests = ElementTree.parse(REPORT).iter("testcase") if os.path.exists(REPORT) else ()
    lines = sorted(f"\n::\t{fate(each)}\t{each.get('name')}" for each in tests)
    os.write(sys.__stdout__.fileno(), "".join(lines + ["\n"]).encode("utf-8", "backslashreplace"))


def main():
    sys.argv = ["test", "--junit-xml", REPORT, sys.argv[1]]
    from test import libregrtest

    try:
        libregrtest.main()
    finally:
        report()


if __name__ == "__main__":
    main()
