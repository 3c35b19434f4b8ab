"""Submissions that use all there is: memory, processes, disk, files, output."""

from hostile import RIGHT, costs_a_question, harmless, right_code, sources_case

USES = (
    costs_a_question("memory-list", "fills memory with a list", "full = []\nwhile True: full.append('x' * 1_000_000)"),
    costs_a_question(
        "memory-numpy", "asks for a huge array", "import numpy\nfull = numpy.ones((100_000, 100_000))", "Memory"
    ),
    costs_a_question(
        "memory-bytes",
        "asks for many gigabytes, over and over",
        # In few steps: to fill memory up to its limit would take a busy computer longer than a cell may run.
        "full = []\nfor power in range(20, 50, 3): full.append(b'x' * 2**power)",
        "Memory",
    ),
    costs_a_question(
        "memory-swallowed",
        "fills memory and swallows the error, forever",
        "full = []\nwhile True:\n    try:\n        while True: full.append(bytearray(10_000_000))\n"
        "    except BaseException: pass",
    ),
    # Which of its limits it meets first, of time or of memory, depends on the computer.
    costs_a_question(
        "memory-of-many",
        "many processes, each of which fills memory",
        """
import os, time
for _ in range(30):
    if os.fork() == 0:
        full = []
        try:
            while True: full.append(bytearray(b'x' * 10_000_000))
        except MemoryError:
            time.sleep(60)
        os._exit(0)
time.sleep(60)
""",
    ),
    costs_a_question(
        "fork-bomb", "forks without end", "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    ),
    costs_a_question(
        "shell-fork-bomb",
        "the shell's fork bomb",
        "import subprocess\nsubprocess.run(['bash', '-c', ':(){ :|:& };:; wait; sleep 60'])",
    ),
    costs_a_question(
        "thread-bomb",
        "starts threads without end",
        "import threading\nwhile True: threading.Thread(target=threading.Event().wait, daemon=True).start()",
    ),
    harmless(
        "fills-disks",
        "fills every folder that it can write to",
        """
import contextlib, os, tempfile
for folder in (".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "/kit", "/"):
    for number in range(3):
        with contextlib.suppress(OSError), open(os.path.join(folder, f"hostile-{number}"), "wb") as stream:
            while True: stream.write(bytes(1_000_000))
""",
    ),
    harmless(
        "many-files",
        "writes small files until no more fit",
        "import os\ntry:\n    for number in range(200_000): os.close(os.open(f'f{number}', os.O_CREAT | os.O_WRONLY))\n"
        "except OSError: pass",
    ),
    harmless(
        "sparse-file",
        "makes a file of many terabytes without content",
        "import os\ntry:\n    with open('<tmp>/hostile-sparse', 'wb') as stream: stream.truncate(2**43)\n"
        "except OSError: pass",
    ),
    harmless(
        "open-files",
        "opens files until no more are allowed, and lets them go",
        "import os\nheld = []\ntry:\n    while True: held.append(os.open('/dev/null', os.O_RDONLY))\n"
        "except OSError: pass\n"
        "for each in held: os.close(each)",
    ),
    harmless(
        "deep-folders",
        "makes folders within folders within folders",
        "import os\nhere = os.getcwd()\ntry:\n    for _ in range(3000):\n"
        "        os.mkdir('d' * 100); os.chdir('d' * 100)\n"
        "except OSError: pass\nos.chdir(here)",
    ),
    harmless(
        "raises-its-limits",
        "raises its limits, and then needs far more than it may have",
        """
import resource
raised = []
for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_CORE"):
    soft, hard = resource.getrlimit(getattr(resource, name))
    for wanted in (hard + 1, resource.RLIM_INFINITY):
        try:
            resource.setrlimit(getattr(resource, name), (wanted, wanted))
            if hard not in (wanted, resource.RLIM_INFINITY): raised.append((name, hard))
        except (OSError, ValueError): pass
assert not raised, raised
""",
    ),
    costs_a_question("prints-forever", "prints without end", "while True: print('x' * 1000)", "longer than"),
    harmless("prints-200-mb", "prints 200 MB and goes on", "for _ in range(200): print('x' * 1_000_000)"),
    harmless(
        "writes-to-descriptor-1",
        "writes 200 MB to file descriptors 1 and 2, past Python's standard output",
        "import os\nfor _ in range(200):\n    os.write(1, b'x' * 500_000)\n    os.write(2, b'x' * 500_000)",
    ),
    harmless(
        "prints-in-a-thread",
        "leaves a thread that prints forever",
        "import threading\ndef flood():\n    while True: print('x' * 100)\n"
        "threading.Thread(target=flood, daemon=True).start()",
    ),
    costs_a_question(
        "display-flood",
        "shows a million displays",
        "from IPython.display import display\nfor number in range(1_000_000): display(number)",
        outcome=("cannot check", "not attempted"),
    ),
    harmless(
        "clear-output-flood",
        "clears and shows its output, many times",
        "from IPython.display import clear_output\nfor number in range(2_000):\n    print(number)\n"
        "    clear_output(wait=True)",
    ),
    harmless(
        "log-flood",
        "logs without measure",
        "import logging, sys\nlogging.basicConfig(level=0, stream=sys.stderr, force=True)\n"
        "for number in range(20_000): logging.critical('x' * 500)",
    ),
    harmless("long-output", "prints many thousand lines", "for number in range(50_000): print(number)"),
    harmless(
        "500-figures",
        "leaves 500 figures open",
        "import matplotlib.pyplot as plt\nfor _ in range(500): plt.figure(figsize=(1, 1))",
    ),
    sources_case(
        "huge-figure",
        "gives a figure of 20,000 times 20,000 pixels, which is never painted",
        {
            "01-8": right_code("01-8").replace(
                "### END SOLUTION", "chart.figure.set_size_inches(200, 200); chart.figure.set_dpi(100)"
            )
        },
        RIGHT,
    ),
    costs_a_question(
        "paints-a-huge-figure",
        "paints a figure of 60,000 times 60,000 pixels",
        "import matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(600, 600), dpi=100)\nfigure.savefig('huge.png')",
    ),
    costs_a_question(
        "huge-display",
        "shows a text of 100 MB",
        "from IPython.display import HTML, display\ndisplay(HTML('x' * 100_000_000))\n1 / 0",
    ),
    costs_a_question(
        "socket-flood",
        "floods the sockets to the grader with lines that have no end",
        """
import os, stat
sockets = [n for n in range(3, 256) if os.path.exists(f"/proc/self/fd/{n}") and stat.S_ISSOCK(os.fstat(n).st_mode)]
while True:
    for number in sockets:
        try: os.write(number, b"x" * 1_000_000)
        except OSError: pass
""",
    ),
)
