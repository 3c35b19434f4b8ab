"""The room: what code in it can see and do, at each level that this computer has."""

import json
import os
import platform
import socket
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import psutil
import pytest

from twoborders.grade import command
from twoborders.grade.marking.align import RunCell
from twoborders.grade.marking.run import run
from twoborders.grade.sandbox import isolation
from twoborders.grade.sandbox.inside.limits import MEGABYTE
from twoborders.grade.sandbox.isolation import SECLUDED, WALLED, IsolationError, Room
from twoborders.tables import ROOT

LOOK = """
import json, os, socket, sys
from pathlib import Path
from IPython.display import display

def send(answer, question="1"):
    bundle = {"nonce": os.environ["TWOBORDERS_GRADING"], "question": question, "answer": answer}
    display({"application/vnd.twoborders.answer+json": bundle, "text/plain": ""}, raw=True)

def can(do):
    try:
        do()
        return True
    except Exception as error:
        return type(error).__name__
"""
SLEEP = "import time; time.sleep(30)"
OWN = tuple("/" + f"tmp/{name}" for name in ("notebook.ipynb", "pytest.ini", "ipython"))
LEVELS = [pytest.param(level, id=level.name) for level in (SECLUDED, WALLED)]


@pytest.fixture(scope="module", params=LEVELS)
def session(request, room, open_session):
    """A session at each level; where bubblewrap or namespaces are missing, the level is not tested."""
    words = isolation.fault(request.param)
    if words:
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    return open_session(where=Room(room.folder, request.param), cell_seconds=5, memory=400 * MEGABYTE)


def see(session, *sources: str) -> object:
    """What the last of these cells sends."""
    cells = [RunCell("setup", LOOK), *(RunCell("extra", source) for source in sources[:-1])]
    outcome = run([*cells, RunCell("check", sources[-1], "1")], session, "n")
    assert outcome.cells[-1].answer, outcome
    return outcome.cells[-1].answer["value"]


def test_no_file_of_the_instructor_and_no_key_is_in_sight(session):
    walk = """
found = []
for folder, folders, names in os.walk("/"):
    apart = ("/proc", "/usr", sys.prefix, sys.base_prefix)
    folders[:] = [name for name in folders if os.path.join(folder, name) not in apart]
    found += [os.path.join(folder, name) for name in names]
"""
    found = see(session, walk, "send(found)")
    shown = [path for path in found if not path.startswith(("/kit/data/", "/kit/src/", "/dev/"))]
    if not session.room.level.seclude:  # then the program's own files are there, of this submission alone
        shown = [path for path in shown if not path.startswith(OWN)]
    assert [path for path in shown if not path.startswith(("/etc/ld.so", "/" + "tmp/matplotlib"))] == []


def test_the_places_where_the_kit_lies_are_not_there(session):
    places = [str(ROOT / "solutions"), str(ROOT / "src"), str(ROOT / "data"), os.path.expanduser("~/.bashrc")]  # noqa: PTH111
    assert see(session, f"send([os.path.exists(place) for place in {places!r}])") == [False] * 4


def test_nothing_can_be_written_but_the_working_and_the_temporary_folder(session):
    places = ["/x", "/kit/x", "/kit/data/x", "/kit/src/x", "/usr/x", "/dev/x", "/proc/x", sys.prefix + "/x", "x"]
    places += ["/" + "tmp/x", "/dev/shm/x"]
    written = see(session, f"send([can(Path(place).touch) for place in {places!r}])")
    assert [place for place, could in zip(places, written, strict=True) if could is True] == [
        "x",
        "/" + "tmp/x",
        "/dev/shm/x",
    ]


def test_what_one_submission_writes_the_next_does_not_find(session):
    places = ["x", "/" + "tmp/x", "/dev/shm/x"]
    see(session, f"[Path(place).touch() for place in {places!r}]", "send(1)")
    assert see(session, f"send([os.path.exists(place) for place in {places!r}])") == [False] * 3


def test_a_full_folder_is_an_error_of_its_own_cell(session):
    writes = """
def fill(folder):
    for number in range(400):
        with open(f"{folder}/{number}", "wb") as stream:
            stream.write(bytes(1_000_000))
"""
    assert (
        see(session, writes, "send([can(lambda: fill(folder)) for folder in ('.', '/tmp', '/dev/shm')])")
        == ["OSError"] * 3
    )


def test_there_is_no_network(session):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        connects = f"can(lambda: socket.create_connection(('127.0.0.1', {port}), timeout=2))"
        outside = "can(lambda: socket.create_connection(('192.0.2.1', 9), timeout=2))"
        assert True not in see(session, f"send([{connects}, {outside}])")


def test_no_process_of_the_instructor_is_in_sight_or_can_be_ended(session):
    own = os.getpid()
    seen = see(
        session,
        "numbers = [int(name) for name in os.listdir('/proc') if name.isdigit()]",
        "commands = [Path('/proc', str(number), 'cmdline').read_text() for number in numbers]",
        f"send([commands, can(lambda: os.kill({own}, 0)), len(numbers)])",
    )
    assert not [line for line in seen[0] if "pytest" in line and "worker" not in line]
    assert seen[1] in ("ProcessLookupError", "PermissionError")
    assert seen[2] < 10


def test_a_submission_can_name_no_process_but_its_own_and_the_first_of_its_namespace(session):
    named = "[number for number in range(1, 40_000) if can(lambda: os.kill(number, 0)) != 'ProcessLookupError']"
    own, parent, numbers = see(session, f"send([os.getpid(), os.getppid(), {named}])")
    if session.room.level.seclude:
        assert (own, parent, numbers) == (2, 0, [1, 2])
    else:  # those of the room, which is closed after each submission
        assert len(numbers) < 10


def test_the_switches_of_the_computer_cannot_be_moved(session):
    """To root outside the kernel lets them be written from within namespaces; they must be read only there."""
    look = """
paths = [Path("/proc/sysrq-trigger"), *Path("/proc/sys").rglob("*")]
writable = [str(path) for path in paths if path.is_file() and os.access(path, os.W_OK)]
"""
    assert [path for path in see(session, look, "send(writable)") if not path.startswith("/proc/sys/user")] == []


def test_no_power_is_left_and_none_can_be_gained(session):
    status = see(session, "send(dict(line.split(':', 1) for line in open('/proc/self/status')))")
    assert {status[name].strip() for name in ("CapEff", "CapPrm", "CapInh")} == {"0" * 16}
    mounts = "import ctypes; libc = ctypes.CDLL(None)"
    if session.room.level.seclude:
        assert see(session, mounts, "send(libc.unshare(0x10000000))") == -1
    assert see(session, mounts, "send([libc.mount(b'none', b'/kit', b'tmpfs', 0, 0), libc.umount2(b'/tmp', 2)])") == [
        -1,
        -1,
    ]


# Typed from the lists of the kernel (unistd_64.h of x86, and the generic unistd.h for aarch64), not from seccomp.py.
MUST_BE_REFUSED = {
    # name: number on x86_64, on aarch64
    "add_key": (248, 217),  # leaves a note among the user's keys, for another submission to find
    "request_key": (249, 218),  # finds such a note, or a ticket of the instructor's
    "keyctl": (250, 219),  # reads, changes and links keys
    "memfd_create": (319, 279),  # memory that no process shows and no limit counts
    "memfd_secret": (447, 447),  # the same, out of the kernel's own sight as well
    "shmget": (29, 194),  # memory that outlives its process
    "msgget": (68, 186),  # a queue of messages that outlives its process
    "vmsplice": (278, 75),  # memory kept in pipes, which no limit counts
    "unshare": (272, 97),  # a new namespace of users, within which there is power again
    "setns": (308, 268),  # a way into a namespace of somebody else
    "clone3": (435, 435),  # starts a process in new namespaces, and a filter cannot look at its flags
    "bpf": (321, 280),  # puts a program into the kernel
    "perf_event_open": (298, 241),  # counts and samples what other processes do
    "userfaultfd": (323, 282),  # holds the kernel up within its own work, which holes are used with
    "io_uring_setup": (425, 425),  # a second way to make calls, past a filter like this one
}
CLONE = {"x86_64": 56, "aarch64": 220}


@pytest.mark.skipif(platform.machine() not in CLONE, reason="no numbers of the calls of this processor are known")
def test_keys_memory_of_no_process_and_new_namespaces_are_refused(session):
    numbers = {name: both[list(CLONE).index(platform.machine())] for name, both in MUST_BE_REFUSED.items()}
    tries = f"""
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
allowed = []
for name, number in {numbers!r}.items():
    given = libc.syscall(number, 0, 0, 0, 0, 0)
    if (given, ctypes.get_errno()) != (-1, errno.ENOSYS):
        allowed.append(name)
started = libc.syscall({CLONE[platform.machine()]}, 0x1000_0000 | 17, 0, 0, 0, 0)
if started == 0:
    os._exit(0)
"""
    assert see(session, tries, "send([allowed, started, Path('/proc/keys').read_text()])") == [[], -1, ""]


def test_no_lease_can_be_taken_on_a_file_and_other_locks_can(session):
    """Who opens such a file to write it would wait for the submission: an update of the system, or of Python."""
    takes = """
import fcntl
own = open("own.txt", "w+b")
shared = open(os.__file__, "rb")
leases = [can(lambda: fcntl.fcntl(stream, 1024, fcntl.F_RDLCK)) for stream in (own, shared)]
fcntl.lockf(own, fcntl.LOCK_EX)
"""
    assert see(session, takes, "send([leases, fcntl.fcntl(own, fcntl.F_GETFD)])") == [["OSError", "OSError"], 1]


def test_programs_threads_and_forks_start_as_ever(session):
    starts = """
import multiprocessing, subprocess, threading
thread = threading.Thread(target=seen.append, args=("thread",))
thread.start(); thread.join()
seen.append(subprocess.run(["echo", "program"], capture_output=True, text=True).stdout.strip())
process = multiprocessing.get_context("fork").Process(target=os._exit, args=(7,))
process.start(); process.join()
"""
    assert see(session, "seen = []", starts, "send([*seen, process.exitcode])") == ["thread", "program", 7]


def test_too_much_memory_is_an_error_of_its_own_cell_and_costs_no_other(session):
    cells = [
        RunCell("setup", LOOK),
        RunCell("answer", "hog = bytearray(3_000_000_000)", "2"),
        RunCell("check", "send(1)", "1"),
    ]
    outcome = run(cells, session, "n")
    assert outcome.cells[1].error.startswith("MemoryError")
    assert outcome.cells[2].answer == {"value": 1}


def test_a_fork_bomb_is_ended_and_costs_its_own_cell(session):
    bomb = "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    cells = [RunCell("setup", LOOK), RunCell("answer", bomb, "2"), RunCell("check", "send(1)", "1")]
    see(session, "send(1)")
    before = _left()
    outcome = run(cells, session, "n")
    assert outcome.cells[1].state in ("left out", "interrupted"), outcome
    assert outcome.cells[2].answer == {"value": 1}
    until = time.monotonic() + 20
    while time.monotonic() < until and _left() > before + 5:
        time.sleep(0.1)
    assert _left() <= before + 5


def _left() -> int:
    """How many processes descend from this one: the open sessions have a few each."""
    return len(psutil.Process().children(recursive=True))


def test_what_a_submission_leaves_behind_is_ended(session):
    leave = "import subprocess; child = subprocess.Popen(['sleep', '4321'], start_new_session=True)"
    see(session, leave, "send(child.pid)")
    assert not _still_sleep(4321)


def test_a_submission_that_hangs_up_and_lives_on_is_ended(session):
    hang_up = "os.closerange(0, 1000); os.execvp('sleep', ['sleep', '4322'])"
    cells = [RunCell("setup", LOOK), RunCell("answer", hang_up, "2"), RunCell("check", "send(1)", "1")]
    outcome = run(cells, session, "n")
    assert outcome.cells[1].state == "left out", outcome
    assert outcome.cells[2].answer == {"value": 1}
    assert not _still_sleep(4322)


def _still_sleep(seconds: int) -> list:
    """The processes that sleep for so long, and go on with it."""
    sleeping = [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", str(seconds)]]
    return psutil.wait_procs(sleeping, timeout=10)[1]


def test_a_room_that_is_ended_from_outside_is_opened_anew(session):
    session.wait_until_ready()
    threading.Timer(2, lambda: session.process.kill()).start()
    cells = [
        RunCell("setup", LOOK),
        RunCell("answer", SLEEP, "2"),
        RunCell("check", "send(1)", "1"),
    ]
    outcome = run(cells, session, "n")
    assert outcome.cells[1].ended == "died"
    assert outcome.cells[2].answer == {"value": 1}


def test_a_room_whose_processes_are_ended_between_submissions_is_opened_anew(open_session):
    """As the kernel does with a large process when memory runs out: nobody's points may depend on it."""
    session = open_session(cell_seconds=5)
    for ended in (-1, -2):  # the process that forks, and the maker of namespaces
        session.close()
        session.wait_until_ready()
        process = psutil.Process(session.process.pid).children(recursive=True)[ended]
        assert see(session, "send(1)") == 1
        process.kill()
        process.wait()
        assert see(session, "send(2)") == 2


def test_processes_of_a_submission_that_are_still_ending_harm_no_other(open_session):
    """Where root grades, threads count up to a limit of the whole room, and the next process is forked meanwhile."""
    session = open_session(cell_seconds=10)
    threads = """
import threading
threading.stack_size(65_536)
with contextlib.suppress(RuntimeError):
    while True:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
    for _ in range(4):
        assert see(session, "import contextlib", threads, "send(1)") == 1
        assert see(session, "send(2)") == 2


FORGE = """
import glob
for folder in glob.glob("/proc/[0-9]*"):
    if can(lambda: open(folder + "/fd/1", "wb", buffering=0)) is True and "pipe" in os.readlink(folder + "/fd/1"):
        out = open(folder + "/fd/1", "wb", buffering=0)
for position in range(100, 160):
    line = {"position": position, "state": "ran", "error": "", "answer": {"value": "x" * 3_500_000}}
    out.write(json.dumps(line).encode() + b"\\n")
"""


def test_lines_that_a_submission_forges_are_not_kept(room, open_session):
    """Where there are walls alone, a submission shares its room with the program that reports on it."""
    session = open_session(where=Room(room.folder, WALLED))
    session.wait_until_ready()
    tracemalloc.start()
    try:
        outcome = run(
            [RunCell("setup", LOOK), RunCell("answer", FORGE, "1"), RunCell("check", "send(1)", "1")], session, "n"
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [cell.state for cell in outcome.cells] == ["ran"] * 3
    assert outcome.cells[-1].answer == {"value": 1}
    assert peak < 100_000_000


DRIP = """
import signal, socket
raw = socket.socket(fileno=os.dup(get_ipython().displayhook.session.stream.fileno()))
signal.signal(signal.SIGINT, signal.SIG_IGN)
raw.sendall(b"x" * 30_000_000)
while True:
    raw.sendall(b"x")
"""


def test_a_cell_that_writes_byte_after_byte_is_ended_at_its_own_time(room, open_session):
    cells = [RunCell("setup", LOOK), RunCell("answer", DRIP, "2"), RunCell("check", "send(1)", "1")]
    outcome = run(cells, open_session(where=room, cell_seconds=2, seconds=60), "n")
    assert outcome.failure == ""
    assert outcome.cells[1].ended == "hung"
    assert outcome.cells[2].answer == {"value": 1}


def test_a_notebook_that_takes_too_long_in_all_is_ended(room, open_session):
    session = open_session(where=room, cell_seconds=30, seconds=2)
    cells = [
        RunCell("setup", LOOK),
        RunCell("answer", SLEEP, "2"),
        RunCell("check", "send(1)", "1"),
    ]
    outcome = run(cells, session, "n")
    assert outcome.cells[1].state == "hung"
    assert outcome.failure == "it ran longer than 2 seconds in all"


# The levels


def test_without_any_level_the_command_refuses_and_says_the_way_out(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(isolation, "candidates", lambda: [])
    isolation.find_level.cache_clear()
    try:
        with pytest.raises(IsolationError, match="--no-isolation"):
            isolation.find_level()
        assert _grade(tmp_path) == 2
        assert "bubblewrap" in capsys.readouterr().err
        assert not (tmp_path / "out" / "results.jsonl").read_text()
    finally:
        isolation.find_level.cache_clear()


def _grade(tmp_path, *arguments: str) -> int:
    from twoborders.cli import main

    return main(["grade", str(ROOT / "exercises"), "--out", str(tmp_path / "out"), *arguments])


def test_a_level_that_does_not_work_is_not_chosen_and_its_last_words_are_told(monkeypatch):
    monkeypatch.setattr(isolation, "_TRIAL", "raise SystemExit('no such thing here')")
    isolation.find_level.cache_clear()
    try:
        with pytest.raises(IsolationError) as refused:
            isolation.find_level()
    finally:
        isolation.find_level.cache_clear()
    said = str(refused.value).splitlines()
    assert "bubblewrap and namespaces: no such thing here" in said
    assert "bubblewrap: no such thing here" in said
    assert "--no-isolation" in said[-1]


def test_a_trial_that_says_nothing_or_never_ends_or_cannot_start_is_told_as_what_it_was(monkeypatch):
    monkeypatch.setattr(isolation, "_TRIAL", "raise SystemExit(3)")
    assert isolation.fault(SECLUDED) == "the trial ended with status 3, without a word"
    monkeypatch.setattr(isolation, "_TRIAL", "import time; time.sleep(60)")
    monkeypatch.setattr(isolation, "TRIAL_SECONDS", 0.5)
    assert isolation.fault(SECLUDED) == "the trial took longer than 0.5 seconds"
    monkeypatch.setattr(isolation.shutil, "which", lambda name: f"/nowhere/{name}")
    assert isolation.fault(SECLUDED) == "/nowhere/bwrap could not be started: No such file or directory"


def place(monkeypatch, tmp_path, python: str, kit: str, *more: str) -> dict[str, bool]:
    """What is laid over the room where Python and the kit lie in these folders, named from the top."""
    for folder in (f"{python}/lib", f"{kit}/solutions", *more):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(isolation, "SYSTEM", ())
    monkeypatch.setattr(isolation, "ROOT", tmp_path / kit)
    monkeypatch.setattr(sys, "path", [str(tmp_path / python / "lib"), "/elsewhere"])
    for name in ("prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path / python))
    placed = isolation.layers([tmp_path / folder for folder in more])
    return {str(path.relative_to(tmp_path)): seen for path, seen in placed.items() if path.is_relative_to(tmp_path)}


def test_python_is_seen_and_the_key_is_not_wherever_each_lies(monkeypatch, tmp_path):
    assert place(monkeypatch, tmp_path, "env", "kit", "class") == {"env": True}
    assert place(monkeypatch, tmp_path, "a/kit/.venv", "a/kit") == {"a/kit/.venv": True}
    assert place(monkeypatch, tmp_path, "env2", "env2/src/kit", "env2/class", "env2/lib/twoborders") == {
        "env2": True,
        "env2/class": False,
        "env2/lib/twoborders": False,
        "env2/src/kit": False,
    }
    # The kit's folder is itself the environment: what is Python's is seen, and nothing else.
    assert place(monkeypatch, tmp_path, "both", "both", "both/lib/class") == {
        "both/lib": True,
        "both/lib/class": False,
    }


def test_python_is_seen_where_the_kit_around_it_lies_within_what_is_shown(monkeypatch, tmp_path):
    """As in a container whose kit lies in /usr/src/app: the kit is hidden, and its environment seen again."""
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(isolation, "_other_packages", lambda: [tmp_path, tmp_path / "other"])
    assert place(monkeypatch, tmp_path, "src/kit/.venv", "src/kit", "src/kit/.venv/class") == {
        ".": True,
        "src/kit": False,
        "src/kit/.venv": True,
        "src/kit/.venv/class": False,
    }


def test_the_key_is_hidden_also_by_the_other_name_of_a_folder(monkeypatch, tmp_path):
    (tmp_path / "real/kit/solutions").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert place(monkeypatch, tmp_path, "link", "real/kit") == {
        "link": True,
        "link/kit": False,
        "real": True,
        "real/kit": False,
    }


def test_what_lies_below_a_writable_folder_stays_when_a_submission_gets_it_empty(monkeypatch, tmp_path):
    monkeypatch.setattr(isolation, "WRITABLE", (str(tmp_path),))
    place(monkeypatch, tmp_path, "kit/.venv", "kit")
    assert isolation.kept_folders() == [tmp_path / "kit/.venv"]


def test_what_a_course_of_nbgrader_hands_out_and_in_is_hidden(monkeypatch):
    """Its usual place, which is not on every computer, lies below /usr, and all of /usr is shown."""
    exchange, is_dir = Path("/usr/local/share/nbgrader/exchange"), Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: exchange.is_relative_to(path) or is_dir(path))
    assert isolation.layers()[exchange.parent] is False


def test_a_hidden_folder_is_empty_in_the_room(session, room, open_session):
    hidden = next(Path(path) for path in ("/usr/share/doc", "/usr/share/perl5") if Path(path).is_dir())
    other = open_session(where=Room(room.folder, session.room.level, (hidden,)), cell_seconds=5)
    assert see(session, f"send(len(os.listdir({str(hidden)!r})) > 0)") is True
    assert see(other, f"send([os.listdir({str(hidden)!r}), can(Path({str(hidden)!r}, 'x').touch)])") == [[], "OSError"]


def test_no_variable_of_the_instructor_goes_into_the_room(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert "SECRET_TOKEN" not in isolation.environment("/kit", "/temporary")
    assert json.dumps(command.ENGINES) == '["fork", "kernel"]'
