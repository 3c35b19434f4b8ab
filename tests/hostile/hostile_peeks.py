# ruff: noqa: E501  (the lines of a cell are as long as they are)
"""Submissions that look for the key, for other people's files and for ways out of their room."""

from hostile import UNCHECKED, cheat, finds_nothing, harmless, sources_case

WALK = """
import os
def walk(top):
    for folder, folders, files in os.walk(top):
        # Packages are many, and none of them is the kit.
        folders[:] = [] if folder.endswith("-packages") else [
            name for name in folders if os.path.join(folder, name) not in ("/proc", "/usr/share", "/usr/lib", "/usr/include")]
        yield folder, files + folders
"""

LEFT_MARK = "left-by-another-learner"

PEEKS = (
    finds_nothing(
        "searches-for-solutions",
        "searches the whole file system for notebooks, results and the instructor's canary",
        WALK
        + """
for folder, files in walk("/"):
    for name in files:
        if name.endswith(("results.jsonl", "gradebook.csv", "marks.csv")) or name == <canary_file>:
            found.append(os.path.join(folder, name))
        if name.endswith(".ipynb"):
            found.append(os.path.join(folder, name))
""",
    ),
    finds_nothing(
        "searches-for-the-key",
        "searches the whole file system for the modules of the questions, and reads in them what judges",
        WALK
        + """
for folder, files in walk("/"):
    if folder.endswith("/grade") and "sandbox" in os.listdir(folder) and set(files) - {"__init__.py", "sandbox"}:
        found.append((folder, files))
    for name in files:
        if name.startswith("lesson_0") and name.endswith(".toml") or name == "define.py" and folder.endswith("questions"):
            found.append((folder, name))
        if name.startswith("lesson_0") and name.endswith((".py", ".pyc")):
            with open(os.path.join(folder, name), "rb") as stream: text = stream.read()
            for word in (b"lambda", b"load:", b".mistake(", b"mistakes=(M", b"right=<", b"rubric={'claim", b"57.3"):
                if word in text: found.append((folder, name, word))
""",
    ),
    finds_nothing(
        "reads-known-places",
        "opens the paths at which the key, the submissions, the results and the instructor's home lie",
        """
import os, sys
for path in (<home>, <temporary>, <submissions>, <out>, <kit> + "/solutions", <kit> + "/src/twoborders/questions",
             <kit> + "/.git", "../solutions", "../submissions", "../src/twoborders/grade/grade.py", "/root", "/home",
             "/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/hosts", "/var", "/run", "/mnt", "/srv", "/opt", "/boot"):
    if os.path.isfile(path): found.append(path)
    # The folders that lead to Python itself are there, and show nothing else.
    if os.path.isdir(path) and not any((each + "/").startswith(path + "/") for each in (sys.prefix, sys.base_prefix)):
        found += os.listdir(path) and [path]
""",
    ),
    finds_nothing(
        "follows-links",
        "makes links to the key, to other submissions and to everything, and reads through them",
        """
import os
for number, target in enumerate((<kit> + "/solutions", <submissions>, <home>, "/proc/1/root" + <kit> + "/src",
                                 "/proc/1/cwd/../solutions", "/../../../" + <kit> + "/src",
                                 "/proc/self/root" + <kit> + "/src", "/proc/self/root" + <home>)):
    os.symlink(target, f"link-{number}")
    try: found += os.listdir(f"link-{number}") and [target]
    except OSError: pass
for path in (<kit> + "/pyproject.toml", "/kit/data/SOURCES.md"):
    try: os.link(path, "hard"); found.append(path)
    except OSError: pass
""",
    ),
    finds_nothing(
        "environment",
        "looks for the instructor's variables and names in its environment",
        """
import os, pwd, getpass, socket, subprocess
everything = repr(dict(os.environ)) + subprocess.run(["env"], capture_output=True, text=True).stdout
found += [word for word in (<canary>, <home>, <temporary>, <kit> + "/src") if word in everything]
""",
    ),
    finds_nothing(
        "other-processes",
        "reads what /proc says of every process: variables, command lines, memory, files, roots",
        """
import os
own = os.readlink("/proc/self")
for number in os.listdir("/proc"):
    if not number.isdigit() or number == own: continue
    for name in ("environ", "cmdline", "maps", "mem", "auxv", "stack", "syscall"):
        try:
            with open(f"/proc/{number}/{name}", "rb") as stream: text = stream.read(100_000)
        except OSError: continue
        if <canary>.encode() in text or <kit>.encode() + b"/src" in text: found.append((number, name))
    for name in ("root", "cwd", "map_files"):
        try: found += [(number, name, inside) for inside in os.listdir(f"/proc/{number}/{name}")]
        except OSError: pass
    for name in ("exe", *(f"fd/{descriptor}" for descriptor in range(64))):
        try: found.append((number, name, os.stat(f"/proc/{number}/{name}")))
        except OSError: pass
""",
    ),
    finds_nothing(
        "writes-into-other-processes",
        "writes to the descriptors and the memory of every process it sees, as if it were the grader's worker",
        """
import json, os
line = json.dumps({"position": 0, "state": "ran", "error": "", "answer": None}).encode() + b"\\n"
for number in os.listdir("/proc"):
    if not number.isdigit() or number == os.readlink("/proc/self"): continue
    for descriptor in range(64):
        try:
            there = os.open(f"/proc/{number}/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK)
        except OSError: continue
        found.append((number, descriptor))
    for name in ("mem", "oom_score_adj", "comm", "attr/current", "coredump_filter"):
        try: os.close(os.open(f"/proc/{number}/{name}", os.O_WRONLY)); found.append((number, name))
        except OSError: pass
""",
    ),
    finds_nothing(
        "traces-other-processes",
        "takes hold of other processes with ptrace, process_vm_readv, pidfd_getfd and setns",
        """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for number in range(1, 2000):
    if number == os.getpid(): continue
    if libc.ptrace(0x4206, number, 0, 0) == 0: found.append(("seize", number))
    try: handle = os.pidfd_open(number)
    except OSError: continue
    for descriptor in range(32):
        taken = libc.syscall(438, handle, descriptor, 0)
        if taken >= 0: found.append(("getfd", number, descriptor))
    if libc.setns(handle, 0x2C02_0000) == 0: found.append(("setns", number))
""",
    ),
    finds_nothing(
        "makes-namespaces-and-mounts",
        "tries to gain power: namespaces, mounts, chroot, devices, modules, set-user-id programs",
        """
import ctypes, os, stat, subprocess
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x10020000):
    if os.fork() == 0: os._exit(7 if libc.unshare(flag) == 0 else 0)
    if os.waitstatus_to_exitcode(os.wait()[1]) == 7: found.append(("unshare", hex(flag)))
for call in (lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, b""), lambda: libc.umount2(b"/kit/exercises", 2),
             lambda: libc.umount2(b"/proc", 2), lambda: libc.mount(b"/", b"/tmp", None, 0x1000, None),
             lambda: libc.mount(None, b"/", None, 0x20, None), lambda: libc.chroot(b"/tmp"),
             lambda: libc.setuid(1), lambda: libc.sethostname(b"x", 1), lambda: libc.swapon(b"<tmp>/x", 0),
             lambda: libc.mknod(b"<tmp>/device", 0o020666, os.makedev(1, 1)), lambda: libc.acct(b"<tmp>/x"),
             lambda: libc.reboot(0), lambda: libc.settimeofday(ctypes.byref((ctypes.c_long * 2)(1, 1)), None)):
    if call() == 0: found.append(call.__code__.co_consts)
for program in ("/usr/bin/su", "/usr/bin/sudo", "/usr/bin/mount", "/usr/bin/passwd"):
    if os.path.exists(program) and subprocess.run([program, "root"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
        found.append(program)
for path in ("/dev/mem", "/dev/kmem", "/dev/sda", "/dev/vda", "/dev/kmsg", "/proc/kcore", "/proc/sysrq-trigger"):
    try: os.close(os.open(path, os.O_RDWR)); found.append(path)
    except OSError: pass
for path in ("/proc/sys/kernel/hostname", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/overcommit_memory", "/proc/sys/user/max_user_namespaces"):
    try: os.close(os.open(path, os.O_WRONLY)); found.append(path)
    except OSError: pass
""",
    ),
    finds_nothing(
        "network",
        "connects to other computers, to this computer and to the test's own sockets",
        """
import socket, subprocess, urllib.request
for family, address in ((socket.AF_INET, ("127.0.0.1", <port>)), (socket.AF_UNIX, chr(0) + <abstract>),
                        (socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("::1", <port>))):
    try:
        with socket.socket(family) as connection:
            connection.settimeout(0.3)
            connection.connect(address)
            found.append(address)
    except OSError: pass
try: found.append(socket.getaddrinfo("example.org", 80))
except OSError: pass
try: found.append(urllib.request.urlopen(f"http://localhost:{<port>}/", timeout=0.3).status)
except OSError: pass
try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams: datagrams.sendto(b"x", ("127.0.0.1", <port>)); datagrams.sendto(b"x", ("192.0.2.1", 53)); found.append("datagram")
except OSError: pass
""",
    ),
    harmless(
        "server",
        "listens on every kind of socket, and leaves the servers running",
        """
import os, socket, threading
held = [socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX), socket.socket()]
for each, address in zip(held, (chr(0) + "hostile-server", "<tmp>/hostile-server", ("", 48123))):
    try: each.bind(address); each.listen()
    except OSError: pass
threading.Thread(target=held[0].accept).start()
""",
    ),
    harmless(
        "leaves-marks",
        "leaves a mark for other learners in files, shared memory, message queues, semaphores and keys",
        f"""
import contextlib, ctypes, os
from multiprocessing import shared_memory, resource_tracker
libc = ctypes.CDLL(None, use_errno=True)
for folder in (".", "..", "/tmp", "/dev/shm", "/var/tmp", "/kit", "/kit/data", "/kit/src/twoborders", os.path.dirname(os.__file__)):
    with contextlib.suppress(OSError), open(os.path.join(folder, "{LEFT_MARK}.py"), "w") as stream: stream.write("x")
libc.shmget(4711, 4096, 0o1666)
libc.msgget(4711, 0o1666)
libc.semget(4711, 1, 0o1666)
libc.mq_open(b"/{LEFT_MARK}", os.O_CREAT | os.O_RDWR, 0o666, None)
for keyring in (-3, -4, -5):
    libc.syscall(248, b"user", b"{LEFT_MARK}", b"x", 1, keyring)
""",
    ),
    *(
        finds_nothing(
            f"finds-marks-{number}",
            "looks for what another learner left",
            f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for folder in (".", "..", "/tmp", "/dev/shm", "/var/tmp", "/kit", "/kit/data", "/kit/src/twoborders", os.path.dirname(os.__file__)):
    if os.path.exists(os.path.join(folder, "{LEFT_MARK}.py")): found.append(folder)
if libc.shmget(4711, 4096, 0) >= 0: found.append("shared memory")
if libc.msgget(4711, 0) >= 0: found.append("messages")
if libc.semget(4711, 1, 0) >= 0: found.append("semaphores")
if libc.mq_open(b"/{LEFT_MARK}", os.O_RDONLY) >= 0: found.append("queue")
if libc.syscall(249, b"user", b"{LEFT_MARK}", None, -4) > 0: found.append("key")
files = [name for folder in (".", "/tmp", "/dev/shm") for name in os.listdir(folder) if name.startswith("hostile")]
found += files
""",
        )
        for number in (1, 2, 3)
    ),
    sources_case(
        "asks-the-questions",
        "imports the questions and asks them for their right answers",
        {
            "01-1": "from twoborders.questions import lesson_01\nchiapas_pct = lesson_01.QUESTIONS[0].right(load)",
            "01-2": "from twoborders import questions\npoorer_states = questions.get('01-2').right(load)",
            "01-3": "mean_by_border = questions.get('01-3').neighbours[0][-1](load)",
            "01-4": "people = questions.get('01-4').mistakes[0].example(load)",
            "01-5": "from twoborders.questions import core\n"
            "fall_pct = core.expected(questions.get('01-5'), questions.get('01-5').right, load)['value']",
            "01-10": "found = max('abc', key=lambda n: questions.judge('01-10', {'kind': 'text', 'value': n}).points)\n"
            "assert questions.judge('01-10', {'kind': 'text', 'value': found}).points\nsentence = found",
            "01-7": "from twoborders.grade import grade\nmonths_to_clear = grade.judged",
            "01-8": "import twoborders.build.exercises\nchart = sns.barplot(x=[1], y=[1])\n1 / 0",
            "01-9": "from twoborders.questions.define import Lesson\nargument = Lesson('01').questions()[-1].rubric['claim']",
        },
        UNCHECKED,
        blank=True,
    ),
    cheat(
        "asks-for-the-solution",
        "asks the kit for solutions and hints, with the switches of the environment taken away",
        """
import os
for name in [name for name in os.environ if name.startswith("TWOBORDERS")]: del os.environ[name]
for name in [f"01-{number}" for number in range(1, 11)]:
    solution(name); hint(name); hint(name); hint(name)
from IPython.utils.capture import capture_output
with capture_output() as shown: solution("01-1"); hint("01-1"); hint("01-1"); hint("01-1")
text = repr([output.data for output in shown.outputs])
if "border_facts[" in text or "parts" in text: chiapas_pct = 57.3
""",
        UNCHECKED,
    ),
)
