"""`tracker help` and `tracker completion`."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.running import Tracker, git
from tracker.audit.rules import all_rules
from tracker.cli.app import COMMANDS, app
from tracker.cli.help_command import TOPICS

PROGRAM = (sys.executable, "-c", "from tracker.cli import main; main()")


def test_topics_and_commands_are_listed(tracker: Tracker) -> None:
    done = tracker("help")
    assert done.code == 0
    assert all(name in done.out for name in (*TOPICS, *COMMANDS))


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_terminal(
    tracker: Tracker, topic: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    done = tracker("help", topic)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].isupper()
    assert 8 < len(lines) < (55 if topic != "rules" else 200)
    assert 60 < max(map(len, lines)) <= min(width, 92)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_narrow_topic_loses_no_word(
    tracker: Tracker, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for width in (46, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        shown.append(tracker("help", topic).out)
    assert shown[0].split() == shown[1].split() == shown[2].split()
    long = [line for line in shown[0].splitlines() if len(line) > 46]
    assert all(line.startswith("  git ") or ", about " in line for line in long), "commands, names"


def test_everything_else_of_help_fits_a_terminal(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists, the rules one by one, and what `--help` says of each command."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = [("help",), ("--help",), *(("help", name) for name in (*COMMANDS, *all_rules()))]
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        if isinstance(command, click.Group):
            asked += [("help", name), *((name, inner, "--help") for inner in command.commands)]
    for words in asked:
        done = tracker(*words)
        assert done.code == 0, done.err
        assert [line for line in done.out.splitlines() if len(line) > 80] == [], words


def test_a_mistyped_name_is_told_with_the_near_one(tracker: Tracker) -> None:
    done = tracker("lgo")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Error: No such command 'lgo'. Did you mean log?\n")
    assert tracker("helpp", "git").err.endswith("Did you mean help?\n")
    assert "Did you mean" not in tracker("zzzzzz").err
    assert tracker("help", "politness").err.endswith("Did you mean politeness?\n")
    assert tracker("help", "silent-substnce").err.endswith("Did you mean silent-substance?\n")
    assert "--grep" in tracker("log", "--gerp", "x").err
    assert "\x1b" not in tracker("\x1b[31mlog").err + tracker("help", "\x1b[31mlog").err


def test_every_rule_is_explained(tracker: Tracker) -> None:
    listed = tracker("help", "rules").out
    for name, rule in all_rules().items():
        entry = listed.partition(f"\n{name}  (")[2].partition("\n\n")[0]
        words = " ".join(entry.split())
        assert words.startswith(f"{rule.level.value}, about "), name
        assert rule.summary in words
        assert f"resolved: {rule.resolves or 'never; it is told '}" in words
        assert all(f"takes: {threshold}" in words for threshold in rule.takes)
        alone = tracker("help", name).out
        assert alone.startswith(f"{name}  ({entry.rstrip()}\n")
        assert "\n  check: git " in alone


def test_thresholds_stand_as_they_are_written(tracker: Tracker) -> None:
    assert 'takes: after = "6h"' in tracker("help", "headline-changed-after").out
    assert "takes: names = []" in tracker("help", "edited-by-unknown").out
    assert "takes: terms, which the policy has to give" in tracker("help", "term-added").out
    assert "policies: none that is built in" in tracker("help", "term-added").out


def test_what_is_said_of_audits_can_be_typed(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run every git command of the topic on an archive that was audited."""
    monkeypatch.chdir(tmp_path)
    assert tracker("demo").code == 0
    assert tracker("audit", "--no-sync").code == 1
    archive = tmp_path / "repos" / "demo-newsroom"
    found = json.loads(git(archive, "show", "audits:open.json"))["findings"][0]["id"]
    text = tracker("help", "audits").out
    files = re.findall(r"^  (\w+\.(?:json|md))  ", text, re.MULTILINE)
    assert sorted(files) == git(archive, "ls-tree", "--name-only", "audits").split()
    commands = re.findall(r"^  (git .+?)(?:\s{2,}.*)?$", text, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        words = shlex.split(command.replace("3f9a0c12ab45", found))
        assert git(archive, *words[1:]), command


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_its_help(tracker: Tracker, name: str) -> None:
    assert tracker("help", name).out == tracker(name, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_examples(tracker: Tracker, name: str) -> None:
    command = app.get_command(click.Context(app), name)
    names: list[tuple[str, ...]] = (
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
        **os.environ, "COMP_WORDS": words.replace(" ", "\n"), "COMP_CWORD": str(count),
        "_TRACKER_COMPLETE": "bash_complete",
    }  # fmt: skip
    done = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"plain,{found}"]
