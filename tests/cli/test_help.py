"""`tracker help` and `tracker completion`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import click
import pytest

from tests.cli.running import Tracker
from tracker.cli.app import COMMANDS, app
from tracker.cli.help_command import TOPICS

PROGRAM = (sys.executable, "-c", "from tracker.cli import main; main()")


def test_topics_and_commands_are_listed(tracker: Tracker) -> None:
    done = tracker("help")
    assert done.code == 0
    assert all(name in done.out for name in (*TOPICS, *COMMANDS))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_terminal(tracker: Tracker, topic: str) -> None:
    done = tracker("help", topic)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].isupper()
    assert 8 < len(lines) < 40
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_its_help(tracker: Tracker, name: str) -> None:
    assert tracker("help", name).out == tracker(name, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_examples(tracker: Tracker, name: str) -> None:
    command = app.get_command(click.Context(app), name)
    names = (
        [(name, inner) for inner in command.commands] if isinstance(command, click.Group) else []
    )
    for words in names or [(name,)]:
        assert re.search(r"^ +Examples?:$", tracker(*words, "--help").out, re.MULTILINE), words


def test_an_unknown_topic_is_told_with_the_known_ones(tracker: Tracker) -> None:
    done = tracker("help", "nothing")
    assert done.code == 2
    assert "politeness" in done.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_accepted_by_it(tracker: Tracker, shell: str) -> None:
    done = tracker("completion", shell)
    assert done.code == 0
    assert "_TRACKER_COMPLETE" in done.out
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=done.out, text=True, check=True)


@pytest.mark.parametrize(
    ("words", "found"),
    [("tracker git", "git-setup"), ("tracker sync --pu", "--push"), ("tracker help", "help")],
)
def test_words_are_completed(words: str, found: str) -> None:
    count = len(words.split()) - 1
    environment = {
        **os.environ, "COMP_WORDS": words, "COMP_CWORD": str(count),
        "_TRACKER_COMPLETE": "bash_complete",
    }  # fmt: skip
    done = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"plain,{found}"]
