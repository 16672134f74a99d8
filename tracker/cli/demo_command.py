"""`tracker demo`."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path

import click

from tracker.cli import options
from tracker.config import USER_AGENT
from tracker.demonstrating import NAME, DemoAct, play_demo
from tracker.report.commits import commit_lines
from tracker.report.outcomes import recorded_table


@click.command("demo")
@options.repos
def command(repos: Path) -> None:
    """Play a day of a small newsroom on this machine, and record every edit of it.

    Nothing leaves this machine. The archive is a git repository like any other; the last lines
    say how to look at it.

    \b
    Example:
      tracker demo --repos /tmp/newsroom
    """
    recorded: Counter[str] = Counter()
    for act in play_demo(repos, user_agent=USER_AGENT):
        _show(act)
        recorded.update(act.outcome.recorded)
    path = repos / NAME
    click.echo("\nWhat was recorded in the day:\n")
    click.echo(recorded_table(recorded))
    click.echo(
        "\nWho was told of what, and how one story changed:\n\n"
        f"  {_program()} log --repos {repos}\n"
        f"  {_program()} show 107 --repos {repos}\n"
        "\nWhat an audit finds in it, as a scheduler would let one run:\n\n"
        f"  {_program()} audit --no-sync {NAME} --repos {repos}\n"
        "\nLook at it with plain git:\n\n"
        f"  git -C {path} log\n"
        f"  git -C {path} log -p --word-diff -- '*/text.md'\n"
        f"  git -C {path} blame posts/00/01/101/text.md\n\n"
        "Track a site of your own:\n\n"
        f"  {_program()} sync https://www.example.org"
    )


def _program() -> str:
    """Name this program as the user can call it."""
    return "tracker" if shutil.which("tracker") else sys.argv[0]


def _show(act: DemoAct) -> None:
    click.secho(f"\n{act.act.moment:%H:%M} UTC  {act.act.description}", bold=True)
    for commit in act.commits:
        click.echo("\n".join(commit_lines(commit.text)))
