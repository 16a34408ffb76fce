# Reads a file of the host through links of its own, also ones with a slash behind the name.
# source: history 6, 14 (go-judge issue 176, CVE-2026-39822)
# control: host
import os
import tempfile

from attempts import attempt, hidden

place = tempfile.mkdtemp()
os.symlink("{{secret_path}}", place + "/file")
os.symlink("{{directory}}", place + "/folder")
os.symlink("/proc/self/root", place + "/root")
attempt("a link", lambda: hidden(place + "/file"))
attempt("a link to its folder", lambda: hidden(place + "/folder/secret"))
attempt("a link with a slash", lambda: os.listdir(place + "/folder/"))
attempt("a link to the root", lambda: hidden(place + "/root{{secret_path}}"))
for name in ("file", "folder", "root"):
    os.unlink(place + "/" + name)
os.rmdir(place)
