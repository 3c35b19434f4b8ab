# ruff: noqa: E501  (the lines of a cell are as long as they are)
"""Submissions that try to get points without an answer: patched checks, patched shells, forged answers and verdicts."""

from hostile import ARGUED, BLANK, NOTHING, QUESTIONS, RIGHT, UNCHECKED, cheat, costs_a_question, harmless, sources_case

NO_POINTS = dict.fromkeys(QUESTIONS, NOTHING)

UNHOOKED = "for hooks in get_ipython().events.callbacks.values(): hooks.clear()\n"
"""Takes away what gives the kit's names back: whoever replaces check for good must do so first."""

FORGE = (
    UNHOOKED
    + """
import os
from IPython.display import display
nonce = os.environ["TWOBORDERS_GRADING"]
def forge(question, answer, nonce=nonce):
    bundle = {"nonce": nonce, "question": question, "answer": answer}
    display({"application/vnd.twoborders.answer+json": bundle, "text/plain": ""}, raw=True)
"""
)

VERDICT = """{"kind": "verdict", "outcome": "right", "points": 100, "possible": 100, "message": "full marks", "mistake": ""}"""

SOCKETS = """
import json, os, stat
def sockets():
    for n in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(n).st_mode): yield n
        except OSError: pass
def send(*lines):
    for number in sockets():
        for line in lines:
            try: os.write(number, json.dumps(line).encode() + b"\\n")
            except OSError: pass
"""

STRANGE = {
    "01-1": '{"kind": "number", "value": {"a": [None]}}',
    "01-2": '{"kind": "list", "type": "", "n": "many", "items": [[[]], {}, None]}',
    "01-3": '{"kind": "frame", "columns": ["border_group", "poverty_rate_pct"], "n_rows": 3, '
    '"rows": [["x", number] for number in range(100_000)]}',
    "01-4": '{"kind": "frame", "columns": None, "n_rows": -1, "rows": {"a": 1}}',
    "01-5": '{"kind": "number", "value": True}',
    "01-10": '{"kind": "text", "value": ["b", {"a": None}], "words": "one"}',
    "01-7": '{"kind": "function", "name": [], "calls": [{"arguments": None, "result": 3}] * 20_000}',
    "01-8": '{"kind": "figure", "axes": [{"bars": [1] * 200_000, "title": {"x": 1}}] * 2, "values": "all"}',
    "01-9": '{"kind": "text", "value": {"a": 1}, "words": 150}',
}
STRANGER = {
    "01-1": '{"kind": "number", "value": 10**4000}',
    "01-2": '{"kind": "list", "type": "list", "n": 200_000, "items": ["Chiapas"] * 150_000}',
    "01-3": '{"kind": "frame", "columns": [str(n) for n in range(100_000)], "n_rows": 1, "rows": [[0] * 100_000]}',
    "01-4": '{"kind": "frame", "columns": ["state", "people_in_poverty"], "n_rows": 100_000, '
    '"rows": [["Chiapas", 1]] * 100_000}',
    "01-5": '{"kind": "number", "value": float("nan")}',
    "01-10": '{"kind": "text", "value": "b or " * 300_000, "words": -1}',
    "01-7": '{"kind": {"kind": "function"}}',
    "01-8": '"right"',
    "01-9": '{"kind": "text", "value": "word " * 300_000, "words": -1}',
}
FORGED_CHECK = """
real_check = check
def check(question, value=...): forge(question, strange[question])
"""


CHEATS = (
    cheat(
        "check-replaced-by-silence",
        "replaces the name check",
        UNHOOKED + "check = lambda *a: None",
        UNCHECKED,
        words=("recorded no answer",),
    ),
    cheat(
        "check-replaced-and-given-back",
        "replaces the name check, which the kit takes back",
        "check = lambda *a: None",
        BLANK,
    ),
    cheat(
        "check-says-right",
        "replaces check by one that prints full marks",
        UNHOOKED + "def check(question, value=...):\n    print('right: 100 points')\n    return 100",
        UNCHECKED,
    ),
    cheat(
        "module-patched",
        "patches everything in the kit that judges, describes, loads and compares",
        """
import json, builtins, pandas, sys, twoborders
import twoborders.checking, twoborders.questions.core, twoborders.questions.comparing, twoborders.questions.describing
verdict = twoborders.questions.core.Verdict("right", 100, 100, "full marks")
for module in [module for name, module in sys.modules.items() if name.startswith("twoborders")]:
    for name in ("judge", "_judge", "judged", "compare", "close", "wrong_kind", "expected", "recognises"):
        if hasattr(module, name): setattr(module, name, lambda *a, **k: verdict)
pandas.DataFrame.__eq__ = pandas.Series.__eq__ = lambda *a: True
""",
    ),
    cheat(
        "describe-gives-verdicts",
        "patches describe to give a verdict instead of a description",
        f"import twoborders.questions\ntwoborders.questions.describe = lambda *a: {VERDICT}",
        NO_POINTS,
    ),
    cheat(
        "json-patched",
        "patches json, so that everything that is written is a right answer",
        "import json\nold = json.dumps\n"
        "json.dumps = lambda value, *a, **k: old(value).replace('missing', 'right').replace('\"kind\"', '\"outcome\"')",
        NO_POINTS,
    ),
    cheat(
        "json-broken",
        "patches json, so that nothing can be written",
        "import json\njson.dumps = None",
        NO_POINTS,
        status=("graded", "incomplete"),
    ),
    sources_case(
        "equal-to-everything",
        "answers with objects that are equal to everything",
        {
            question: f"class Equal:\n    __eq__ = __lt__ = __ge__ = __contains__ = lambda *a: True\n"
            f"    __hash__ = lambda self: 0\n    __float__ = lambda self: 57.3\n    __len__ = lambda self: 1\n"
            f"{name} = Equal()"
            for question, name in {
                "01-1": "chiapas_pct",
                "01-2": "poorer_states",
                "01-3": "mean_by_border",
                "01-4": "people",
                "01-5": "fall_pct",
                "01-10": "sentence",
                "01-8": "chart",
                "01-9": "argument",
            }.items()
        }
        | {"01-7": "months_to_clear = ..."},
        dict.fromkeys(QUESTIONS, "not yet") | {"01-7": "not attempted"},
    ),
    sources_case(
        "lies-about-its-class",
        "answers with objects that lie about their class, their type and their pickled form",
        {
            "01-1": "class Liar(float):\n    __class__ = str\n    __reduce__ = lambda self: (exec, ('1 / 0',))\nchiapas_pct = Liar(3)",
            "01-2": "class Liar(list):\n    def __getattribute__(self, name): raise SystemExit(name)\n"
            "    def __iter__(self): raise KeyboardInterrupt\npoorer_states = Liar()",
            "01-3": "class Liar:\n    __class__ = property(lambda self: pd.DataFrame)\n"
            "    def __getattr__(self, name): return self\n    def __call__(self, *a, **k): return self\n"
            "mean_by_border = Liar()",
            "01-4": "class Liar(pd.DataFrame):\n    columns = property(lambda self: [object()])\n    index = None\n    iloc = {}\npeople = Liar()",
            "01-5": "class Liar(int):\n    __float__ = lambda self: 'x'\n    __index__ = None\nfall_pct = Liar(3)",
        },
        RIGHT | dict.fromkeys(("01-1", "01-2", "01-3", "01-4", "01-5"), NOTHING),
    ),
    sources_case(
        "endless-answers",
        "answers that never end when they are looked at",
        {
            "01-1": "class Endless(list):\n    def __iter__(self):\n        while True: yield 1\nchiapas_pct = Endless()",
            "01-2": "def endless():\n    while True: yield 'Chiapas'\npoorer_states = endless()",
            "01-7": "def months_to_clear(backlog, applications, decisions):\n    while True: pass",
        },
        RIGHT | {"01-1": "cannot check", "01-2": "not yet", "01-7": "cannot check"},
        words=("longer than",),
    ),
    costs_a_question(
        "repr-without-end",
        "shows an object whose repr never ends",
        "class Endless:\n    def __repr__(self):\n        while True: pass\nEndless()",
        "longer than",
    ),
    harmless(
        "repr-exits",
        "shows an object whose repr exits, and one whose HTML is no text",
        "class Ends:\n    def __repr__(self): raise SystemExit\n    def _repr_html_(self): return {1: object()}\n"
        "    def _repr_mimebundle_(self, **_): return {object(): b'x', 'a/b': object()}, 3\n"
        "from IPython.display import display\ntry: display(Ends())\nexcept BaseException: pass",
    ),
    cheat(
        "forged-verdicts",
        "shows verdicts in the form in which answers cross",
        FORGE + f"for question in {QUESTIONS!r}: forge(question, {VERDICT})\n"
        f"print({VERDICT!r})\nprint(repr({VERDICT}))\ndisplay({VERDICT})",
    ),
    cheat(
        "forged-verdicts-in-checks",
        "hands over verdicts where the checks run",
        FORGE + f"def check(question, value=...): forge(question, {VERDICT})",
        NO_POINTS,
    ),
    cheat(
        "forged-for-another-question",
        "hands over, in each check, answers to every other question, and with other nonces",
        FORGE + "def check(question, value=...):\n"
        f"    for other in {QUESTIONS!r}:\n"
        "        if other != question: forge(other, {'kind': 'number', 'value': 57.3})\n"
        "    for wrong in ('', None, nonce[::-1], [nonce], {nonce: nonce}, nonce + ' ', True):\n"
        "        forge(question, {'kind': 'number', 'value': 57.3}, wrong)",
        UNCHECKED,
    ),
    cheat(
        "forged-ids",
        "hands over answers whose question only looks like the right one",
        FORGE + "def check(question, value=...):\n"
        "    for like in (question + '\\u200b', question.replace('-', '\\u2010'), '\\u202e' + question[::-1], question + ' ',\n"
        "                 question.replace('0', '\\u041e'), question.upper() + '\\n', [question], {question: 1}):\n"
        "        forge(like, {'kind': 'number', 'value': 57.3})",
        UNCHECKED,
    ),
    cheat(
        "strange-descriptions",
        "hands over descriptions of strange forms",
        FORGE + "strange = {" + ", ".join(f"{key!r}: {value}" for key, value in STRANGE.items()) + "}" + FORGED_CHECK,
        NO_POINTS | {ARGUED: ("to mark", "cannot check", "not yet")},
    ),
    cheat(
        "stranger-descriptions",
        "hands over descriptions that are huge, or no JSON",
        FORGE + "strange = {" + ", ".join(f"{key!r}: {value}" for key, value in STRANGER.items()) + "}" + FORGED_CHECK,
        NO_POINTS | {ARGUED: NOTHING},
    ),
    cheat(
        "deeply-nested-answers",
        "hands over answers that are nested too deeply to be read",
        FORGE + SOCKETS + "def check(question, value=...):\n"
        "    for depth in (900, 100_000):\n"
        "        text = '[' * depth + ']' * depth\n"
        "        line = json.dumps({'msg_type': 'display_data', 'content': {'data': {'application/vnd.twoborders.answer+json':\n"
        "            {'nonce': nonce, 'question': question, 'answer': '@'}}, 'metadata': {}}}).replace('\"@\"', text)\n"
        "        for number in sockets(): os.write(number, line.encode() + b'\\n')",
        NO_POINTS,
    ),
    cheat(
        "protocol-on-every-descriptor",
        "writes the grader's own protocol to every open file descriptor",
        SOCKETS
        + """
lines = [{"position": n, "state": state, "error": "", "answer": {"value": {"kind": "number", "value": 57.3}}}
         for n in range(40) for state in ("started", "ran")] + [{"done": True}, {"failure": "x"}]
for number in range(256):
    for line in lines:
        try: os.write(number, json.dumps(line).encode() + b"\\n")
        except OSError: break
send({"msg_type": "stream", "content": {"name": [], "text": 3}}, {"msg_type": None}, [], None, {"msg_type": ["x"], "content": 1},
     {"msg_type": "display_data", "content": {"data": [], "metadata": {}}}, {"msg_type": "error", "content": {"ename": 1}},
     {"msg_type": "error", "content": {"ename": "x", "evalue": "y" * 100_000, "traceback": [[], {}, None]}},
     {"msg_type": "clear_output", "content": {"wait": [1]}}, {"msg_type": "clear_output", "content": []})
""",
        NO_POINTS,
    ),
    cheat(
        "forged-replies",
        "says over and over that its cell has ended, so that outputs come in other cells' places",
        FORGE + SOCKETS + f"for question in {QUESTIONS!r}:\n"
        "    bundle = {'nonce': nonce, 'question': question, 'answer': " + VERDICT + "}\n"
        "    display_data = {'msg_type': 'display_data', 'content': {'data': {'application/vnd.twoborders.answer+json': bundle}, 'metadata': {}}}\n"
        "    send({'msg_type': 'execute_reply', 'content': {}}, display_data, {'msg_type': 'execute_reply', 'content': {}})",
        NO_POINTS,
    ),
    cheat(
        "input-transformer",
        "turns every later cell into nothing",
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
        UNCHECKED,
        words=("recorded no answer",),
    ),
    cheat(
        "syntax-tree-transformer",
        "empties the syntax tree of every later cell",
        "import ast\nclass Empty(ast.NodeTransformer):\n    def visit_Module(self, node): node.body = []; return node\n"
        "get_ipython().ast_transformers.append(Empty())",
        UNCHECKED,
    ),
    cheat(
        "custom-exceptions",
        "takes over the showing of errors",
        "get_ipython().set_custom_exc((Exception,), lambda *a, **k: [])",
    ),
    cheat(
        "showtraceback",
        "takes away the showing of errors",
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.showtraceback = lambda *a, **k: None\n"
        "get_ipython().showtraceback = None",
    ),
    cheat(
        "run-cell-patched",
        "replaces the running of cells",
        "shell = get_ipython()\nfor name in ('run_cell', 'run_cell_async', 'run_code', 'run_ast_nodes'):\n"
        "    setattr(type(shell), name, lambda *a, **k: None)",
        NO_POINTS,
        status=("incomplete",),
    ),
    cheat(
        "events-and-hooks",
        "runs code before and after every cell, which hands over verdicts",
        FORGE + "def forge_all(*a):\n"
        f"    for question in {QUESTIONS!r}: forge(question, {VERDICT})\n"
        "for name in ('pre_execute', 'pre_run_cell', 'post_execute', 'post_run_cell'): get_ipython().events.register(name, forge_all)",
        NO_POINTS,
    ),
    cheat(
        "display-hook",
        "replaces the display hook and the publisher",
        "shell = get_ipython()\nshell.display_pub.publish = lambda *a, **k: None\nshell.displayhook = None\n"
        "import sys\nsys.displayhook = None",
        UNCHECKED,
    ),
    cheat(
        "nonce-changed",
        "changes the nonce in its environment",
        "import os\nos.environ['TWOBORDERS_GRADING'] = '1'",
        UNCHECKED,
    ),
    cheat(
        "nonce-removed",
        "takes the nonce away, so that the check believes it is in a lesson",
        "import os\ndel os.environ['TWOBORDERS_GRADING']",
        UNCHECKED,
    ),
    cheat(
        "sys-modules",
        "puts modules of its own in the place of the kit's",
        "import sys, types\nfake = types.ModuleType('twoborders')\nfake.check = lambda *a: 100\nfake.load = None\n"
        "for name in [name for name in sys.modules if name.startswith(('twoborders', 'pandas', 'IPython'))]: sys.modules[name] = fake\n"
        "from twoborders import check",
        UNCHECKED,
    ),
    cheat(
        "import-patched",
        "replaces the import statement",
        "import builtins\nbuiltins.__import__ = lambda *a, **k: None",
        NO_POINTS,
    ),
    cheat(
        "builtins-deleted",
        "deletes the built-in names",
        "import builtins\n"
        "for name in ('print', 'isinstance', 'len', 'open', 'Exception', 'type', 'getattr', 'str'): delattr(builtins, name)",
        NO_POINTS,
    ),
    cheat("reset", "deletes every name", "%reset -f", BLANK),
    cheat(
        "rewrites-the-package",
        "writes over the package, the tables and what Python imports at its start",
        """
import contextlib, os, sys
for path in ("/kit/src/twoborders/checking/__init__.py", "/kit/data/border_facts.csv", os.__file__, pd.__file__,
             os.path.join(os.path.dirname(os.__file__), "sitecustomize.py"), sys.executable, "sitecustomize.py", "usercustomize.py",
             "pandas.py", "conftest.py", "<tmp>/conftest.py", "<tmp>/pytest.ini", "<tmp>/notebook.ipynb", "notebook.ipynb"):
    with contextlib.suppress(OSError), open(path, "w") as stream: stream.write("raise SystemExit('hostile')")
""",
    ),
    cheat(
        "writefile-magic",
        "writes over the package with a magic",
        "%%writefile /kit/src/twoborders/checking/__init__.py\ndef check(*a): return 100",
    ),
    cheat(
        "underscore-history",
        "writes into the history of inputs and outputs",
        "get_ipython().user_ns['Out'] = {n: 57.3 for n in range(99)}\nget_ipython().execution_count = -5\n"
        "_ = __ = _1 = 57.3",
    ),
    cheat(
        "load-patched",
        "patches the loading of tables in its own process, as if it were the grader's",
        "import pandas, twoborders\nfrom twoborders import tables\nempty = lambda *a, **k: pandas.DataFrame()\n"
        "pandas.read_csv = tables.load = twoborders.load = load = empty",
    ),
    cheat(
        "pickled-results",
        "writes results and pickles where a grader may look for them",
        "import os, pickle\nclass Bomb:\n    def __reduce__(self): return os.system, ('touch <tmp>/hostile-pickle',)\n"
        "for name in ('.OTTER_LOG', 'results.pkl', '../results.pkl', '<tmp>/results.json', 'gradebook.db'):\n"
        "    try:\n        with open(name, 'wb') as stream: pickle.dump(Bomb(), stream)\n    except OSError: pass",
    ),
)
