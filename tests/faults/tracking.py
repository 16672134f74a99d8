"""The command line in processes that can be killed, forked from one that has it all loaded.

`python -m tests.faults.tracking` reads one JSON object a line, {"arguments", "output", "die"},
and writes two lines for each: the process id, and in the end the exit status.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """When a process kills itself with SIGKILL.

    Args:
        where: `module:name` or `module:Class.name`, the function at which it happens.
        after: after the call, not before it.
        call: the how manieth call it is, from 1.
    """

    where: str
    after: bool = False
    call: int = 1

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.where} {self.call}"

    def arm(self) -> None:
        """Put the death in its place, in this process."""
        module, _, names = self.where.partition(":")
        owner: Any = importlib.import_module(module)
        *outer, name = names.split(".")
        for part in outer:
            owner = getattr(owner, part)
        function: Callable[..., Any] = getattr(owner, name)
        calls = [0]

        def deadly(*args: Any, **kwargs: Any) -> Any:
            calls[0] += 1
            if calls[0] == self.call and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = function(*args, **kwargs)
            if calls[0] == self.call and self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, deadly)


class Trackers:
    """Starts one tracker after the other."""

    def __init__(self, process: subprocess.Popen[str], output: Path) -> None:
        self._process = process
        self._output = output

    def start(self, *arguments: str, die: Death | None = None) -> int:
        """Start one and return its process id."""
        death = None if die is None else [die.where, die.after, die.call]
        asked = {"arguments": arguments, "output": str(self._output), "die": death}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return self._line("begun")

    def wait(self) -> int:
        """Wait for its end; a negative status is a signal."""
        return self._line("ended")

    def run(self, *arguments: str, die: Death | None = None) -> int:
        self.start(*arguments, die=die)
        return self.wait()

    @property
    def said(self) -> str:
        """What the last one printed, both streams."""
        return self._output.read_text(encoding="utf-8")

    def _line(self, word: str) -> int:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        told, _, number = line.partition(" ")
        assert told == word, f"out of step: {line!r}"
        return int(number)


@contextlib.contextmanager
def trackers(folder: Path, **environment: str) -> Iterator[Trackers]:
    """Load everything once, for as many runs as are wanted."""
    command = [sys.executable, "-m", "tests.faults.tracking"]
    pipe = subprocess.PIPE
    env = {**os.environ, **environment}
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, env=env, cwd=ROOT
    ) as process:
        try:
            yield Trackers(process, folder / "said.txt")
        finally:
            process.kill()


def main() -> None:
    """Serve until the end of the input."""
    from tracker.cli.app import run

    for name in ("sync", "import"):
        importlib.import_module(f"tracker.cli.{name}_command")
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            handle = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            if asked["die"]:
                where, after, call = asked["die"]
                Death(where=where, after=after, call=call).arm()
            os._exit(_flushed(run(asked["arguments"])))
        print("begun", child, flush=True)
        _, status = os.waitpid(child, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)


def _flushed(status: int) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    main()
