"""A learner at a browser, as far as a JupyterHub can tell: signs in, opens pages, runs cells."""

import json
import re
import time
import uuid
from urllib.parse import unquote, urlsplit

import requests
import websocket


class Learner:
    """One browser with its cookies, and one name."""

    def __init__(self, hub: str, name: str) -> None:
        self.hub, self.name = hub, name
        self.browser = requests.Session()
        self.browser.trust_env = False  # no proxy of this computer: the hub is on it
        self.line: websocket.WebSocket | None = None

    def sign_in(self, password: str) -> int:
        """Fill in the form of the hub; return the status of the page that follows."""
        self.browser.get(f"{self.hub}/hub/login")
        form = {"username": self.name, "password": password, "_xsrf": self._mark("/hub/")}
        return self.browser.post(f"{self.hub}/hub/login", params={"next": "/hub/home"}, data=form).status_code

    def start(self) -> str:
        """Start the server as a click on the hub's page does; return the path of the page that it opens."""
        self.browser.get(f"{self.hub}/hub/spawn")
        self._until(lambda: "/user/" in self.browser.get(f"{self.hub}/hub/spawn-pending/{self.name}").url)
        page = self.browser.get(f"{self.hub}/user/{self.name}/")
        assert page.status_code == 200, page.url
        return urlsplit(page.url).path

    def stop(self) -> None:
        """Stop the server with its kernel, and wait until it has gone."""
        if self.line:
            self.line.close()
            self.line = None
        me = f"{self.hub}/hub/api/users/{self.name}"
        assert self._send("delete", f"{me}/server", "/hub/").status_code in (202, 204)
        self._until(lambda: not self.browser.get(me, headers=self._headers("/hub/")).json()["servers"])

    def get(self, path: str) -> requests.Response:
        """Get a page of the hub."""
        return self.browser.get(f"{self.hub}{path}")

    def content(self, path: str) -> dict:
        """Return the notebook at a path of the learner's own folder."""
        answer = self.get(f"{self.own}/api/contents/{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()["content"]

    def save(self, path: str, notebook: dict) -> None:
        """Save a notebook, as JupyterLab does."""
        content = {"type": "notebook", "format": "json", "content": notebook}
        assert self._send("put", f"{self.hub}{self.own}/api/contents/{path}", f"{self.own}/", content).ok

    def follow(self, link: str) -> str:
        """Follow a link to nbgitpuller until it has pulled; return the path of the page that it opens then."""
        page = self.browser.get(link)
        assert page.status_code == 200, page.text
        given = {name: unquote(value) for name, value in re.findall(r'data-([\w-]+)="([^"]*)"', page.text)}
        asked = {name: given[name] for name in ("repo", "targetpath", "branch") if name in given}
        said = self.browser.get(
            f"{self.hub}{self.own}/git-pull/api", params=asked, headers=self._headers(f"{self.own}/")
        )
        assert '"phase": "finished"' in said.text, said.text
        answer = self.browser.get(f"{self.hub}{given['base-url']}{given['path']}")
        assert answer.status_code == 200, answer.url
        return urlsplit(answer.url).path

    def run(self, *cells: str) -> list[str]:
        """Run cells in the learner's kernel, which is started in the work folder; return what each shows as text."""
        if self.line is None:
            address = f"{self.hub}{self.own}/api/kernels"
            wanted = {"name": "python3", "path": "my_work/x.ipynb"}
            kernel = self._send("post", address, f"{self.own}/", wanted).json()
            cookies = self.browser.get(address).request.headers["Cookie"]
            channels = f"{address.replace('http', 'ws', 1)}/{kernel['id']}/channels"
            self.line = websocket.create_connection(channels, cookie=cookies, timeout=60)
        return [_shown(self.line, cell) for cell in cells]

    @property
    def own(self) -> str:
        """The path of the learner's own server."""
        return f"/user/{self.name}"

    def _send(self, method: str, address: str, place: str, content: object = None) -> requests.Response:
        return self.browser.request(method, address, json=content, headers=self._headers(place))

    def _headers(self, place: str) -> dict[str, str]:
        return {"X-XSRFToken": self._mark(place), "Referer": f"{self.hub}{place}"}

    def _mark(self, place: str) -> str:
        """The cookie with which a page shows that a request is its own; the hub and each server have one."""
        return next((each.value for each in self.browser.cookies if (each.name, each.path) == ("_xsrf", place)), "")

    @staticmethod
    def _until(happened) -> None:
        for _ in range(1200):
            if happened():
                return
            time.sleep(0.1)
        raise AssertionError("the hub did not do it within two minutes")


def _shown(line: websocket.WebSocket, cell: str) -> str:
    asked = uuid.uuid4().hex
    header = {"msg_id": asked, "msg_type": "execute_request", "session": asked, "username": "", "version": "5.3"}
    content = {"code": cell, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    line.send(json.dumps(message))
    shown = ""
    while True:
        said = json.loads(line.recv())
        if said["parent_header"].get("msg_id") != asked:
            continue
        content = said["content"]
        if content.get("execution_state") == "idle":
            return shown
        shown += content.get("text", "") + content.get("data", {}).get("text/plain", "")
        shown += "\n".join(content.get("traceback", ()))
