"""Print how much memory a learner takes who has the lessons open and has run them: of the server and of each kernel.

    python tests/benchmarks/memory.py [LESSONS]

A JupyterLab server with a work folder, on Linux, in the environment that this Python and its variables make: on Binder
behind ``.binder/start``. The program does what the page does: it opens each of the first LESSONS lessons (8), runs its
cells, asks the explorers for all their states, saves, and leaves the kernel at rest. PSS counts a share of what several
processes share, so its sum is what a container takes; RSS counts all of it in each.
"""

import gzip
import json
import math
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

import psutil
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_binary_message

# The tests are folders, not packages.
sys.path[:0] = [str(Path(__file__).parents[1] / "browser")]

import lab  # noqa: E402

PAGE = ("lab", "lab/api/settings", "api/kernelspecs", "api/contents/my_work?content=1")
"""What JupyterLab asks for at its start, and costs the server memory."""
SECONDS = 120
"""So long an answer may take."""
SETTLES = 5
"""Seconds after the last cell until memory is measured."""


class Server:
    """What the page knows of the server: its address and the token."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def ask(self, path: str, data: dict | None = None, method: str = "GET") -> bytes:
        """Send a request, and return the answer."""
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(f"{self.address}/{path}", body, method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.read()

    def run(self, path: str) -> tuple[str, websocket.WebSocket]:
        """Open a notebook, run it and save it; the id of its kernel, and the connection, which the page keeps."""
        model = json.loads(self.ask(f"api/contents/{path}?content=1"))
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = json.loads(self.ask("api/sessions", session, "POST"))["kernel"]["id"]
        channels = f"ws{self.address.removeprefix('http')}/api/kernels/{kernel}/channels?token={self.token}"
        connection = websocket.create_connection(channels, timeout=SECONDS)
        for cell in model["content"]["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = run_cell(connection, "".join(cell["source"]))
        self.ask(f"api/contents/{path}", {"type": "notebook", "format": "json", "content": model["content"]}, "PUT")
        return kernel, connection


def run_cell(connection: websocket.WebSocket, source: str) -> list[dict]:
    """Run a cell, and ask its explorer for all states, piece by piece; its outputs as a notebook keeps them."""
    asked = send(connection, "execute_request", {"code": source, "silent": False, "store_history": True})
    outputs: list[dict] = []
    left: dict[str, int] = {}  # how many states each explorer has
    running = True
    while running or left:
        message = receive(connection)
        kind, content = message["header"]["msg_type"], message["content"]
        data = content.get("data", {})
        if kind == "status" and message["parent_header"].get("msg_id") == asked:
            running = content["execution_state"] != "idle"
        elif kind in ("stream", "display_data", "execute_result", "error"):
            outputs.append({"output_type": kind} | {key: each for key, each in content.items() if key != "transient"})
        elif kind == "comm_open" and data["state"].get("card", {}).get("kind") == "explorer":
            left[content["comm_id"]] = states(data["state"]["card"])
            more(connection, content["comm_id"], 0)
        elif kind == "comm_msg" and "first" in (piece := data.get("content", {})):
            following = piece["first"] + len(json.loads(gzip.decompress(message["buffers"][0])))
            if following < left[content["comm_id"]]:
                more(connection, content["comm_id"], following)
            else:
                del left[content["comm_id"]]
    if wrong := [output["evalue"] for output in outputs if output["output_type"] == "error"]:
        raise RuntimeError(f"{wrong[0]}, in the cell\n{source}")
    return outputs


def states(card: dict) -> int:
    """How many states an explorer has."""
    return math.prod(len(control["options"]) for control in card["controls"])


def more(connection: websocket.WebSocket, card: str, first: int) -> None:
    """Ask for states of an explorer, from the number ``first``."""
    send(connection, "comm_msg", {"comm_id": card, "data": {"method": "custom", "content": {"more": first}}})


def send(connection: websocket.WebSocket, kind: str, content: dict) -> str:
    """Send a message to the kernel, and return its id."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "memory", "username": "", "version": "5.3"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    connection.send(json.dumps(message))
    return header["msg_id"]


def receive(connection: websocket.WebSocket) -> dict:
    """The next message of the kernel."""
    received = connection.recv()
    return deserialize_binary_message(received) if isinstance(received, bytes) else json.loads(received)


def megabytes(process: psutil.Process) -> tuple[float, float]:
    """PSS and RSS of a process, in MB."""
    memory = process.memory_full_info()
    return memory.pss / 2**20, memory.rss / 2**20


def main(number: int) -> None:
    """Open so many lessons, and print a line for each, for the server and for all."""
    with tempfile.TemporaryDirectory() as folder:
        root = lab.copy_of_repository(Path(folder))
        fill = [sys.executable, "-m", "twoborders", "work", "my_work"]
        subprocess.run(fill, cwd=root, check=True, stdout=subprocess.DEVNULL)
        lessons = sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))[:number]
        with lab.server(root, Path(folder)) as (address, token):
            server = Server(address, token)
            for path in PAGE:
                server.ask(path)
            kernels = {lesson: server.run(f"my_work/{lesson}") for lesson in lessons}
            processes = psutil.Process().children(recursive=True)
            time.sleep(SETTLES)
            found = {}
            for process in processes:
                line = " ".join(process.cmdline())
                names = [name for name, (kernel, _) in kernels.items() if kernel in line]
                found[names[0] if names else "server"] = megabytes(process)
    print(f"{'':48} {'PSS':>7} {'RSS':>7}  MB")
    for name in ("server", *lessons):
        pss, rss = found[name]
        print(f"{name:48} {pss:7.1f} {rss:7.1f}")
    pss, rss = (sum(each) for each in zip(*found.values(), strict=True))
    print(f"{f'server and {len(lessons)} kernels':48} {pss:7.1f} {rss:7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
