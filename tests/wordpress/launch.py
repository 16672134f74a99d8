"""Start a WordPress on loopback; standard library only."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.wordpress.server import PhpError, Server
from tests.wordpress.template import DATABASE, PHP_FOLDER, Template, php_command, php_environment

PERMALINKS = {
    "pretty": "/%year%/%monthnum%/%postname%/",
    "plain": "",
    "index": "/index.php/%postname%/",
}


def start(
    template: Template,
    folder: Path,
    *,
    port: int = 0,
    permalinks: str = "pretty",
    subdirectory: str = "",
    workers: int = 1,
    hours: float = 1,
) -> Server:
    """Start a site in an empty folder on a port of loopback (0: any free one).

    Args:
        permalinks: pretty, index (`/index.php/...`) or plain (`?p=1`); the last two without
            rewriting, as on a host that has none.
        subdirectory: where the site lives below the host, as in `/blog`.
        workers: processes that answer.
        hours: after which the server ends by itself, should nobody stop it.

    Raises:
        OSError: where the port is taken or the server does not come up.
    """
    port = _free_port(port)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template.database, folder / DATABASE)
    base = f"/{subdirectory.strip('/')}" if subdirectory.strip("/") else ""
    secret = secrets.token_hex(16)
    url = f"http://127.0.0.1:{port}{base}"
    environment = php_environment(template.core, folder, url) | {
        "TRACKER_WP_BASE": base,
        "TRACKER_WP_REWRITE": "1" if permalinks == "pretty" else "0",
        "TRACKER_WP_SECRET": secret,
    }
    if workers > 1:
        environment["PHP_CLI_SERVER_WORKERS"] = str(workers)
    bound = ["timeout", str(int(hours * 3600))] if shutil.which("timeout") else []
    command = [*bound, *php_command(template.compiled), "-S", f"127.0.0.1:{port}"]
    with (folder / "php.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "-t", str(template.core), str(PHP_FOLDER / "router.php")],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Server(
        template=template,
        url=url,
        port=port,
        permalinks=permalinks,
        folder=folder,
        pid=process.pid,
        secret=secret,
        process=process,
    )
    _wait(server, process)
    if permalinks != "pretty":
        code = "update_option('permalink_structure', $args['to']); delete_option('rewrite_rules');"
        server.php(code, to=PERMALINKS[permalinks])
    server.keep("start")
    return server


def _wait(server: Server, process: subprocess.Popen[bytes], seconds: float = 20) -> None:
    """Wait until this very server answers: another one on the port does not know the secret."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        try:
            server.php("return true;")
            return
        except ConnectionRefusedError:
            time.sleep(0.01)
        except PhpError:
            time.sleep(0.1)
    server.stop()
    said = (server.folder / "php.log").read_text(errors="replace").strip()
    raise OSError(f"WordPress did not come up on port {server.port}: {said[-500:]}")


def _free_port(wished: int) -> int:
    """Return the wished port if it is free, any free one for 0; raise OSError otherwise."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError as error:
            raise OSError(f"Port {wished} cannot be used: {error.strerror}.") from error
        return int(probe.getsockname()[1])
