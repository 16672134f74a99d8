"""Long output goes through a pager, as git does it."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator

import click


def page(lines: Iterable[str]) -> None:
    """Write lines through the pager on a terminal, else straight to standard output.

    The pager is `PAGER`, else less; `LESS` is `FRX` where it is not set: what fits on one screen
    stays on it, and colours work.
    """
    wanted = os.environ.get("PAGER", "less")
    command = shlex.split(wanted)
    if not sys.stdout.isatty() or not command or not shutil.which(command[0]) or wanted == "cat":
        for line in lines:
            click.echo(line)
        return
    environment = {**os.environ, "LESS": os.environ.get("LESS", "FRX"), "LV": "-c"}
    pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    assert pager.stdin is not None
    color = click.get_current_context().color
    try:
        for line in lines:
            text = line if color is not False else click.unstyle(line)
            pager.stdin.write(f"{text}\n".encode(errors="replace"))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the reader has seen enough
    finally:
        with contextlib.suppress(BrokenPipeError):
            pager.stdin.close()
        _wait(pager)


def _wait(pager: subprocess.Popen[bytes]) -> None:
    """Wait for the pager; Ctrl-C is its own business, it has the terminal."""
    while True:
        try:
            pager.wait()
        except KeyboardInterrupt:
            continue
        return


def wants_color() -> bool:
    """Tell whether to use colours: as `--color` and `NO_COLOR` say, else on a terminal."""
    said = click.get_current_context().color
    return sys.stdout.isatty() if said is None else said


def columns() -> int:
    """Tell the width of the terminal; `COLUMNS` counts more, and 80 stands in a pipe."""
    return max(shutil.get_terminal_size((80, 24)).columns, 40)


@contextlib.contextmanager
def count_after_a_second(what: str) -> Iterator[Callable[[int], None]]:
    """Count on standard error, on a terminal, and only for what takes longer than a second."""
    start, shown = time.monotonic(), 0.0
    is_watched = sys.stderr.isatty()

    def tell(done: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if is_watched and now - start > 1 and now - shown > 0.1:
            sys.stderr.write(f"\r{done} {what} read ")
            sys.stderr.flush()
            shown = now

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * (len(what) + 20)}\r")
            sys.stderr.flush()
