"""Use a running WordPress: ask, run PHP in it, reset, stop; standard library only."""

from __future__ import annotations

import base64
import http.client
import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.wordpress.template import DATABASE, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer: header names are in lower case, `json` is None where it is no JSON."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class PhpError(Exception):
    """PHP that a test sent has thrown, or the site answered with something else."""


@dataclass(slots=True, kw_only=True)
class Server:
    """A running `php -S` with a database of its own.

    Args:
        url: the address of the site, without a final slash.
        folder: database, uploads, log; nothing else of the site is ever written.
        pid: the leader of a process group that holds nothing but this server.
        secret: lets `php` in.
    """

    template: Template
    url: str
    port: int
    permalinks: str
    folder: Path
    pid: int
    secret: str
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def base(self) -> str:
        """The path of the site below its host: empty or `/blog`."""
        return self.url.removeprefix(f"http://127.0.0.1:{self.port}")

    @property
    def rest(self) -> str:
        """The REST root, as `get_rest_url` of WordPress builds it; ends with a slash."""
        ways = {
            "pretty": "/wp-json/",
            "index": "/index.php/wp-json/",
            "plain": "/index.php?rest_route=/",
        }
        return self.url + ways[self.permalinks]

    def ask(
        self, method: str, path: str, sent: object = None, *, user: str = "", password: str = ""
    ) -> Answer:
        """Ask for a path of the host (`/blog/wp-json/`), with Basic credentials for a user."""
        headers = {"Content-Type": "application/json"} if sent is not None else {}
        if user:
            pair = base64.b64encode(f"{user}:{password}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        return self._send(method, path, None if sent is None else json.dumps(sent), headers)

    def php(self, code: str, as_user: int = 1, **args: Any) -> Any:
        """Run PHP inside the site after `wp_loaded` and return what it returns, through JSON.

        Args:
            code: PHP without the opening tag; reads its arguments from `$args`.
            as_user: id of the current user meanwhile: editor of the revisions; 0 is nobody.

        Raises:
            PhpError: with the message of what was thrown.
        """
        sent = json.dumps({"code": code, "args": args, "as": as_user})
        answer = self._send(
            "POST", f"{self.base}/index.php", sent, {"X-Tracker-Secret": self.secret}
        )
        said = answer.json
        if not isinstance(said, dict) or "result" not in said:
            thrown = said.get("error") if isinstance(said, dict) else None
            raise PhpError(thrown or f"{answer.status}: {answer.body[:2000]!r}")
        return said["result"]

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else body.encode(), headers)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=named, body=answer.read())
        finally:
            connection.close()

    def keep(self, name: str) -> None:
        """Keep the present database under a name."""
        shutil.copyfile(self.folder / DATABASE, self.folder / f"{name}.kept")

    def reset(self, name: str = "start") -> None:
        """Go back to what was kept under a name: a file copy, no request; uploads are removed."""
        copy = self.folder / "copy.sqlite"
        shutil.copyfile(self.folder / f"{name}.kept", copy)
        for ending in ("-journal", "-wal", "-shm"):
            (self.folder / (DATABASE + ending)).unlink(missing_ok=True)
        copy.replace(self.folder / DATABASE)
        shutil.rmtree(self.folder / "uploads", ignore_errors=True)

    def stop(self) -> None:
        """End the server's process group, and nothing else."""
        try:
            os.killpg(self.pid, signal.SIGTERM)
        except ProcessLookupError:
            return
        if self.process is not None:
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
