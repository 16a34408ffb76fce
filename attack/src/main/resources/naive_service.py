"""A service with every mistake that the requests and archives of the catalogue go for: their positive control.

It listens on loopback, executes no code, unpacks into a directory of its own, and ends with its parent. It believes what
it is sent: any host and origin, both ways to say how long a body is, any size, any name.
"""
import io
import json
import os
import shutil
import socketserver
import signal
import stat
import sys
import tempfile
import urllib.parse
import zipfile

ROOT = tempfile.mkdtemp(prefix="sce-attack-naive-")
FAR_BELOW = os.path.join(ROOT, *"abcdefghij")  # so that "../" stays inside ROOT


def unpack(data):
    """As a careless program does: names are joined, links made and followed, sizes believed."""
    names, total = [], 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist()[:2000]:
            names.append(entry.filename)
            path = os.path.join(FAR_BELOW, entry.filename.lstrip("/"))
            if entry.file_size > 64 << 20 or len(path) > 3000:
                total += entry.file_size
                continue
            content = archive.read(entry) if not entry.flag_bits & 1 else b""
            total += len(content)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if stat.S_ISLNK(entry.external_attr >> 16):
                names[-1] += f" -> {content!r}"
    return {"output": f"unpacked {len(names)} files, {total} bytes: {names[:5]}"}


def value(head, name, default=""):
    found = [line.split(":", 1)[1].strip() for line in head.split("\r\n") if line.lower().startswith(name + ":")]
    return found[-1] if found else default


class Handler(socketserver.StreamRequestHandler):
    timeout = 2

    def handle(self):
        try:
            while self.one():
                pass
        except (OSError, ValueError):
            pass

    def one(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return False
            head += line
        head = head.decode("latin-1")
        target = (head.split(" ") + ["/", "/"])[1]
        body = self.rfile.read(int(value(head, "content-length", "0")))
        self.answer(200, self.result(target, head, body))
        return True

    def result(self, target, head, body):
        path = urllib.parse.unquote(urllib.parse.unquote(target.split("?")[0]))
        if path != "/run" and ".." in path:
            with open(os.path.join("/etc", os.path.basename(path) or "passwd")) as file:  # what the path asks for
                return {"output": file.read()[:200]}
        if body.startswith(b"PK") or b"PK\x03\x04" in body[:400]:
            try:
                return unpack(body[body.index(b"PK"):])
            except Exception as e:  # an archive that even this one cannot read is taken for what it says
                return {"output": f"taken: {e}"}
        return {"output": "executed"}

    def answer(self, status, result):
        body = json.dumps(result).encode()
        self.wfile.write(b"HTTP/1.1 %d OK\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
with Server(("127.0.0.1", 0), Handler) as server:
    os.makedirs(FAR_BELOW)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    finally:
        shutil.rmtree(ROOT, ignore_errors=True)
        sys.exit()
