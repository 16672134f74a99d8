"""Remember the sites that `scripts/wordpress up` has left running, to end those and no others."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.wordpress.server import Server
from tests.wordpress.template import cache_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A site that was started: `began` tells its process from a later one with the same id."""

    url: str
    port: int
    pid: int
    began: str
    folder: str


def remember(server: Server) -> None:
    """Write down a site that has just been started."""
    site = Running(
        url=server.url,
        port=server.port,
        pid=server.pid,
        began=_began(server.pid),
        folder=str(server.folder),
    )
    (server.folder / "running.json").write_text(json.dumps(asdict(site)))


def list_running() -> tuple[Running, ...]:
    """List what was started and not taken down, in the order of its start."""
    found = sorted(
        (cache_folder() / "sites").glob("*/running.json"), key=lambda p: p.stat().st_mtime
    )
    return tuple(Running(**json.loads(path.read_text())) for path in found)


def forget(site: Running) -> bool:
    """End a site's process group; return whether it was still running."""
    (Path(site.folder) / "running.json").unlink(missing_ok=True)
    if not site.began or _began(site.pid) != site.began:
        return False
    os.killpg(site.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while _began(site.pid) == site.began and time.monotonic() < deadline:
        time.sleep(0.02)
    return True


def _began(pid: int) -> str:
    """Return the start time of a process in clock ticks (proc(5), field 22), empty without one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
