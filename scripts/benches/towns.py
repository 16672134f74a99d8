"""Many made-up sites in one process, some of them broken: what an audit of a town looks at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec

from scripts.benches.serving import edited
from tracker.playback import (
    Fault,
    FaultKind,
    Observation,
    PlaybackServer,
    iter_observations,
    play,
    serve,
)

BROKEN = 20
"""One site in so many is broken."""

_WAYS = (
    FaultKind.SERVER_ERROR,
    FaultKind.FOREIGN,
    FaultKind.RESET,
    FaultKind.BLOCKED,
    FaultKind.MAINTENANCE,
)


class Town:
    """The sites, as seen by who audits them.

    Args:
        process: that serves them.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.sound, self.broken = self._told(), self._told()

    @property
    def urls(self) -> list[str]:
        """All addresses; broken ones lie between the others."""
        step = max(1, len(self.sound) // max(1, len(self.broken)))
        found = list(self.sound)
        for number, url in enumerate(self.broken):
            found.insert(number * (step + 1), url)
        return found

    def edit(self) -> None:
        """Edit one post of every site."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"edit\n")
        self._process.stdin.flush()
        self._told()

    def _told(self) -> list[str]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the made-up town has ended")
        return msgspec.json.decode(line, type=list[str])


@contextmanager
def town_process(recording: Path, count: int) -> Iterator[Town]:
    """Serve a recording as so many sites, for as long as the context lasts."""
    command = [sys.executable, "-m", "scripts.benches.towns", str(recording), str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Town(process)
        finally:
            process.terminate()


def main() -> None:
    """Serve, and edit whenever a line comes in."""
    path, count = Path(sys.argv[1]), int(sys.argv[2])
    many = [one for one in iter_observations([path]) if isinstance(one, Observation)]
    moment = max(one.observed for one in many)
    few = count // BROKEN
    with ExitStack() as stack:
        sound = [stack.enter_context(serve(play(many, moment=moment))) for _ in range(count - few)]
        broken = [
            stack.enter_context(
                serve(play(many, moment=moment), faults=(Fault(kind=_WAYS[n % 5]),))
            )
            for n in range(few)
        ]
        for servers in (sound, broken):
            _tell([server.url for server in servers])
        for turn, _ in enumerate(sys.stdin, 1):
            for server in sound:
                _edit(server, many, turn)
            _tell([])


def _tell(value: list[str]) -> None:
    print(msgspec.json.encode(value).decode(), flush=True)


def _edit(server: PlaybackServer, many: list[Observation], turn: int) -> None:
    moment = server.playback.moment + timedelta(minutes=10)
    server.add(edited(replace(many[turn % len(many)]), turn, moment))
    server.at(moment)


if __name__ == "__main__":
    main()
