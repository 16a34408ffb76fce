# Puts links to the host's files where trusted code may write later: stdin, stdout, meta, run.sh.
# source: history 1, 2 (CVE-2024-28185, CVE-2024-28189)
# control: host
import os

from attempts import attempt

for name in ("stdin", "stdout", "stderr-link", "meta", "run.sh", "main.py", "result.json"):
    attempt(f"link {name}", lambda: os.symlink("{{secret_path}}", name))
