"""Submissions that end, hang, stop or overrun the processes that they run in."""

from hostile import RIGHT, costs_a_question, harmless, right_code, sources_case

ENDS = (
    costs_a_question("os-exit", "ends the process", "import os\nos._exit(0)", "ended the Python process"),
    costs_a_question("abort", "aborts the process", "import os\nos.abort()", "ended the Python process"),
    costs_a_question(
        "segfault", "reads at address 0", "import ctypes\nctypes.string_at(0)", "ended the Python process"
    ),
    costs_a_question(
        "kill-self",
        "kills itself",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "ended the Python process",
    ),
    sources_case(
        "kill-three-times",
        "three answers end the process, each in its own way",
        {
            "01-1": "import os\nos._exit(1)",
            "01-3": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
            "01-5": "import faulthandler\nfaulthandler._sigsegv()",
        },
        RIGHT | dict.fromkeys(("01-1", "01-3", "01-5"), "cannot check"),
        words=("the rest was run again without it",),
    ),
    sources_case(
        "kill-every-time",
        "every answer ends the process: the run is given up, and says so",
        dict.fromkeys(RIGHT, "import os\nos._exit(1)"),
        dict.fromkeys(RIGHT, "cannot check"),
        words=("given up after",),
    ),
    # Its parent is out of its sight, with the number 0. To kill, that is the group of the process that calls.
    costs_a_question(
        "kill-parent", "kills its parent process", "import os\nos.kill(os.getppid(), 9)", "ended the Python"
    ),
    harmless(
        "kill-first-process",
        "kills the first process of its namespace, and sets limits to it",
        """
import os, resource
from contextlib import suppress
for number in range(1, 65):
    with suppress(OSError):
        os.kill(1, number)
with suppress(OSError):
    os.setpriority(os.PRIO_PROCESS, 1, 19)
with suppress(OSError):
    resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0))
""",
    ),
    harmless(
        "kill-everything",
        "kills every process that it can name, itself aside",
        """
import os
from contextlib import suppress
for number in range(1, 40_000):
    if number != os.getpid():
        with suppress(OSError):
            os.kill(number, 9)
with suppress(OSError):
    os.kill(-1, 9)
""",
    ),
    costs_a_question(
        "kill-group",
        "kills its process group",
        "import os\nos.killpg(os.getpgrp(), 9)",
        outcome=("cannot check", "right", "not attempted"),
    ),
    costs_a_question(
        "stop-everything",
        "stops (SIGSTOP) every process that it can, and itself",
        "import contextlib, os, signal\nwith contextlib.suppress(OSError): os.kill(-1, signal.SIGSTOP)\n"
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "could not be stopped",
    ),
    costs_a_question("endless-loop", "runs forever", "while True: pass", "longer than"),
    costs_a_question(
        "swallows-interrupts",
        "runs forever and swallows every exception",
        "while True:\n    try:\n        while True:\n            [].append(1)\n    except BaseException:\n        pass",
        "could not be stopped",
    ),
    costs_a_question(
        "ignores-signals",
        "ignores, blocks and takes over all signals, and then loops",
        """
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
while True: pass
""",
        "could not be stopped",
    ),
    costs_a_question(
        "never-returns-to-python", "computes a sum without end, in C", "sum(range(10**14))", "could not be stopped"
    ),
    harmless(
        "timers",
        "sets interval timers that fire over and over",
        """
import signal
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
signal.signal(signal.SIGPROF, signal.SIG_IGN)
""",
    ),
    costs_a_question(
        "endless-await",
        "waits forever in an async cell",
        "import asyncio\nawait asyncio.sleep(1e9)",
        "was stopped because",
    ),
    costs_a_question(
        "endless-await-that-refuses",
        "an async cell that cannot be cancelled",
        "import asyncio\nwhile True:\n    try:\n        await asyncio.sleep(1e9)\n    except BaseException: pass",
        "could not be stopped",
    ),
    harmless(
        "loop-stopped",
        "stops the event loop that runs its cells",
        "import asyncio\nasyncio.get_running_loop().stop()",
    ),
    sources_case(
        "loop-closed",
        "takes the event loop's sockets away",
        {
            "01-2": "import asyncio\nloop = asyncio.get_running_loop()\nloop._selector.close()\n" + right_code("01-2"),
        },
        # The process ends when it next waits for a cell, which is later on a busy computer: what stands behind may be
        # lost with it. Nobody else's submission is.
        RIGHT | {question: (outcome, "cannot check") for question, outcome in RIGHT.items() if question != "01-1"},
    ),
    costs_a_question("recursion", "calls itself without end", "def again(): return again()\nagain()", "RecursionError"),
    costs_a_question(
        "recursion-in-c",
        "overruns the stack",
        "import sys\nsys.setrecursionlimit(10**9)\ndeep = []\nfor _ in range(10**6): deep = [deep]\nrepr(deep)\n"
        "def again(): return sorted([1], key=lambda _: again())\nagain()",
    ),
    costs_a_question("sys-exit", "calls sys.exit", "import sys\nsys.exit(0)", "SystemExit"),
    costs_a_question("exit-quit", "calls exit() and quit()", "try:\n    exit()\nfinally:\n    quit()", "SystemExit"),
    costs_a_question("asks-for-input", "waits for somebody who types", "answer = input('answer? ')", "EOFError"),
    costs_a_question("asks-for-a-password", "waits for a password", "import getpass\ngetpass.getpass()", "EOFError"),
    costs_a_question("breakpoint", "stops in the debugger", "breakpoint()\n1 / 0"),
    costs_a_question("debug-magic", "opens the debugger after an error", "%debug\n1 / 0"),
    costs_a_question("reads-standard-input", "reads standard input", "import sys\nline = sys.stdin.read()\n1 / 0"),
    harmless(
        "forks-and-runs-on", "forks in a cell; the copy runs on as if it were the notebook", "import os\nos.fork()"
    ),
    harmless(
        "threads-stay",
        "leaves threads that never end",
        "import threading\nfor _ in range(20):\n    threading.Thread(target=threading.Event().wait).start()",
    ),
    harmless(
        "daemons-stay",
        "leaves processes in sessions of their own",
        """
import os, signal, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
                signal.signal(number, signal.SIG_IGN)
            time.sleep(3600)
        os._exit(0)
""",
    ),
    harmless(
        "background-programs",
        "leaves programs of the shell running",
        "import subprocess\n"
        "subprocess.run('nohup sleep 3600 >/dev/null 2>&1 & setsid sleep 3600 >/dev/null 2>&1 &', shell=True)\n"
        "get_ipython().run_cell_magic('bash', '--bg', 'sleep 3600')",
    ),
    harmless(
        "at-exit",
        "hangs when the interpreter ends",
        "import atexit, time, threading\natexit.register(time.sleep, 3600)\n"
        "threading._register_atexit(time.sleep, 3600)",
    ),
    harmless(
        "closes-descriptors-0-1-2", "closes standard input and outputs", "import os\nfor n in range(3): os.close(n)"
    ),
    costs_a_question(
        "closes-every-descriptor",
        "closes every file descriptor",
        "import os\nos.closerange(0, 1000)",
        "ended the Python",
    ),
    costs_a_question(
        "trace-function",
        "makes the interpreter raise at every line",
        "import sys\ndef trace(*_): raise RuntimeError('no')\nsys.settrace(trace)\nsys.setprofile(trace)\n[].append(1)",
        outcome=("cannot check", "right", "not attempted"),
    ),
)
