"""A made-up site in a process of its own: it says what was asked of it, and edits itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from tracker.playback import Observation, PlaybackServer, iter_observations, play, serve


class SiteProcess:
    """The site, as seen by who measures."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.url = self._told()

    def asked(self) -> list[str]:
        """Give the addresses that were asked for since this was last called."""
        found: list[str] = msgspec.json.decode(self._tell("asked"))
        return found

    def edit(self, count: int) -> None:
        """Edit so many posts."""
        self._tell(f"edit {count}")

    def _tell(self, command: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(command.encode() + b"\n")
        self._process.stdin.flush()
        return self._told()

    def _told(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the made-up site has ended")
        return line.decode().strip()


@contextmanager
def site_process(recording: Path, *, latency: float) -> Iterator[SiteProcess]:
    """Serve a recording for as long as the context lasts; latency in milliseconds."""
    command = [sys.executable, "-m", "scripts.benches.serving", str(recording), str(latency)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield SiteProcess(process)
        finally:
            process.terminate()


def main() -> None:
    """Serve, and obey commands from standard input until it ends."""
    path, latency = Path(sys.argv[1]), float(sys.argv[2])
    many = [one for one in iter_observations([path]) if isinstance(one, Observation)]
    moment = max(one.observed for one in many)
    with serve(play(many, moment=moment), latency=latency) as server:
        print(server.url, flush=True)
        turn = 0
        for line in sys.stdin:
            command, _, number = line.strip().partition(" ")
            if command == "asked":
                print(msgspec.json.encode(_asked(server)).decode(), flush=True)
            else:
                turn += 1
                _edit(server, many, int(number), turn)
                print("edited", flush=True)


def _asked(server: PlaybackServer) -> list[str]:
    found = []
    while server.requests:
        one = server.requests.popleft()
        found.append(f"{server.origin}{one.path}?{urlencode(one.query)}")
    return found


def _edit(server: PlaybackServer, many: list[Observation], count: int, turn: int) -> None:
    moment = server.playback.moment + timedelta(minutes=10)
    step = max(1, len(many) // count)
    server.add(*(edited(one, turn, moment) for one in many[turn % step :: step][:count]))
    server.at(moment)


def edited(one: Observation, turn: int, moment: datetime) -> Observation:
    time = moment.replace(tzinfo=None).isoformat()
    content = one.fields["content"]
    words = f"<p>The office counted again and found {turn} more.</p>\n"
    fields = {
        **one.fields,
        "modified": time,
        "modified_gmt": time,
        "content": {**content, "rendered": content["rendered"] + words},
    }
    return replace(one, observed=moment, fields=fields)


if __name__ == "__main__":
    main()
