"""Every command and every option stands in the README."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tracker.cli.app import COMMANDS, app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMON = README.partition("\n## Commands\n")[2].partition("\n### ")[0]


def options_of(command: click.Command) -> list[str]:
    """Name the options of a command, and of those below it, as users write them."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [
        *(
            name
            for parameter in command.params
            if isinstance(parameter, click.Option) and not parameter.hidden
            for name in (*parameter.opts, *parameter.secondary_opts)
        ),
        *(name for one in below for name in options_of(one)),
    ]


def section_of(name: str) -> str:
    """Give the section of a command; empty for one that has only the common options."""
    return README.partition(f"\n### tracker {name}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_table(name: str) -> None:
    assert re.search(rf"^\| `tracker {name}[ `]", COMMON, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    text = COMMON + section_of(name)
    missing = [
        option
        for option in options_of(command)
        if not re.search(rf"`{re.escape(option)}[` ]", text)
    ]
    assert missing == [], f"tracker {name}"
