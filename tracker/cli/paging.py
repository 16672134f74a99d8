"""Long output goes through a pager, as git does it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from tracker.cli.progress import progress_bar

# Of these git has a command run by the shell (`prepare_shell_cmd` in its run-command.c).
_FOR_A_SHELL = re.compile(r"""[|&;<>()$`\\"' \t\n*?\[#~=%]""")


def page(lines: Iterable[str]) -> None:
    """Write lines through the pager on a terminal, else straight to standard output.

    The pager is that of git: `GIT_PAGER`, `core.pager`, `PAGER`, else less. `LESS` is `FRX` and
    `LV` is `-c` where they are not set: what fits on one screen stays on it, and colours work.
    """
    command = _pager() if sys.stdout.isatty() else ()
    if not command:
        for line in lines:
            click.echo(line)
        return
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    assert pager.stdin is not None
    color, encoding = click.get_current_context().color, sys.stdout.encoding or "utf-8"
    try:
        for line in lines:
            text = line if color is not False else click.unstyle(line)
            pager.stdin.write(f"{text}\n".encode(encoding, sys.stdout.errors or "replace"))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the reader has seen enough
    finally:
        with contextlib.suppress(BrokenPipeError):
            pager.stdin.close()
        _wait(pager)


def _pager() -> Sequence[str]:
    """Make the command of the pager; nothing where there is none, or `cat`, or it is missing."""
    wanted = os.environ.get("GIT_PAGER")
    wanted = (_of_git() if wanted is None else wanted).strip()
    if wanted in ("", "cat"):
        return ()
    if not _FOR_A_SHELL.search(wanted):
        return (wanted,) if shutil.which(wanted) else ()
    words = wanted.split()
    if not _FOR_A_SHELL.search("".join(words)) and not shutil.which(words[0]):
        return ()  # nothing but a command with options, and not there: better seen without it
    return ("sh", "-c", wanted)


def _of_git() -> str:
    """Ask git for its pager: `core.pager`, `PAGER`, or what it was built with."""
    command = ("git", "var", "GIT_PAGER")
    with contextlib.suppress(OSError):
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if said.returncode == 0:
            return os.fsdecode(said.stdout)
    return os.environ.get("PAGER", "less")


def _wait(pager: subprocess.Popen[bytes]) -> None:
    """Wait for the pager; Ctrl-C is its own business, it has the terminal."""
    while True:
        try:
            pager.wait()
        except KeyboardInterrupt:
            continue
        return


def wants_color() -> bool:
    """Tell whether to use colours: as `--color` and the environment say, else on a terminal."""
    said = click.get_current_context().color
    return sys.stdout.isatty() if said is None else said


def columns() -> int:
    """Tell the width of the terminal; `COLUMNS` counts more, and 80 stands in a pipe."""
    return max(shutil.get_terminal_size((80, 24)).columns, 40)


@contextlib.contextmanager
def count_after_a_second(what: str) -> Iterator[Callable[[int], None]]:
    """Count on standard error, on a terminal, and only for what takes longer than a second."""
    with progress_bar(f"reading {what}") as progress:
        yield lambda done: progress(f"reading {what}", done, None)
