"""Starts the service in the guest and uses it as a caller would: what must work on every kernel, and leave nothing behind."""

import concurrent.futures
import glob
import json
import os
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:5000/run"
DATA = os.environ["SCE_SANDBOXES_DATA_DIRECTORY"]
LONGEST_START, LONGEST_RUN, LONGEST_END = 180, 60, 30  # seconds; the guest is some twenty times slower than its host

ENDLESS = concurrent.futures.ThreadPoolExecutor()

WALL_TIME, DAY = 10, 86_400  # the default limit; seconds
WITH_ALL_IDS = "4294967295"  # in uid_map(5): this is root of the machine, not of a user's namespace

NEIGHBOURS = "import os; print([pid for pid in os.listdir('/proc') if pid.isdigit()], os.getuid(), os.listdir('/workspace'))"
NETWORK = "import socket; socket.create_connection(('10.0.2.2', 80), timeout=5)"


def call(code):
    body = json.dumps({"code": code}).encode()
    request = urllib.request.Request(ADDRESS, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=LONGEST_RUN) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def result(name, achieved, seen):
    print("vm:", "PASS" if achieved else "FAIL", "smoke:", name, "" if achieved else repr(seen), flush=True)


def await_service(service):
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and service.poll() is None:
        try:
            return call("pass")
        except urllib.error.URLError:
            time.sleep(0.5)
    raise RuntimeError("the service does not start")


def timed(code):
    begun = time.monotonic()
    return *call(code), time.monotonic() - begun


def may_set_clock():
    with open("/proc/self/uid_map") as ids:
        return ids.read().split()[2] == WITH_ALL_IDS


def jump(days):
    """Sets the clock of the machine, as an administrator or a time server may."""
    time.clock_settime(time.CLOCK_REALTIME, time.time() + days * DAY)


def use_while_clock_jumps():
    before = time.time()
    answers = []
    for days in (1, -2, 1):
        jump(days)
        answers.append(call("import time; print(int(time.time()))"))
    days = [round((int(body.get("output", 0)) - before) / DAY) for _, body in answers]
    result("clock jumps: programs run, and see the clock", days == [1, -1, 0], answers)


def use():
    endless = ENDLESS.submit(timed, "import time; time.sleep(1000)")  # beside the others: it takes its whole wall time
    if may_set_clock():
        use_while_clock_jumps()
    answer = call("print(2 + 2)")
    result("program runs", answer == (200, {"output": "4\n"}), answer)
    answer = call("data = b'x' * (140 << 20)")
    result("memory is limited", answer[0] == 400 and "out-of-memory" in answer[1]["error"], answer)
    answer = call(NETWORK)
    result("network is out of reach", answer[0] == 400 and "Network" in answer[1]["error"], answer)
    answer = call(NEIGHBOURS)
    result("program sees itself alone", answer[0] == 200 and answer[1]["output"].endswith(" 1000 ['script.py']\n"), answer)
    answer = endless.result()
    in_time = WALL_TIME <= answer[2] < LONGEST_RUN
    result("time is limited, whatever the clock says", answer[0] == 408 and in_time, answer)


def left():
    """What sandboxes have on this machine: control groups, processes, mounts, files."""
    groups = glob.glob("/sys/fs/cgroup/safe-code-executor-*")
    users = [path for path in glob.glob("/proc/[0-9]*") if os.stat(path).st_uid >= 1_000_000]
    with open("/proc/self/mounts") as mounts:
        mounted = [line for line in mounts if DATA in line]
    return groups + users + mounted + glob.glob(DATA + "/run/0/c*")


def main():
    service = subprocess.Popen([*sys.argv[1:], "serve"])
    try:
        await_service(service)
        use()
    except Exception:
        traceback.print_exc()
        result("service", False, "see above")
    service.terminate()
    try:
        code = service.wait(LONGEST_END)
        result("service ends in order", code in (0, 143), code)
    except subprocess.TimeoutExpired:
        service.kill()
        result("service ends in order", False, "not in %d s" % LONGEST_END)
    deadline = time.monotonic() + LONGEST_END
    while left() and time.monotonic() < deadline:
        time.sleep(0.5)
    result("nothing is left", not left(), left())


main()
