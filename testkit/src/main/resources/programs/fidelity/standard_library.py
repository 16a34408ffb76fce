"""Every usual module of the standard library can be imported."""
import importlib

for name in """argparse array ast base64 bisect bz2 calendar cmath codecs collections configparser contextlib csv
ctypes curses dataclasses datetime dbm decimal difflib dis email enum filecmp fnmatch fractions functools getpass
gettext glob graphlib gzip hashlib heapq hmac html http imaplib inspect io ipaddress itertools json linecache locale
logging lzma mailbox math mimetypes numbers operator pathlib pickle platform pprint profile pstats queue random re
sched secrets select shelve shlex shutil sqlite3 ssl statistics string struct symtable tarfile tempfile textwrap
timeit tokenize tomllib trace traceback types typing unicodedata unittest urllib uuid venv wave weakref webbrowser
xml zipfile zlib zoneinfo""".split():
    importlib.import_module(name)
print("all imported")
# prints
# all imported
