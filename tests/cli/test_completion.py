"""Shells are answered as they ask: by subprocess, in the protocol of click."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.cli.running import Tracker
from tracker.cli.app import COMMANDS, app
from tracker.cli.completing import SHELLS, VARIABLE
from tracker.cli.completing_names import BY_NAME
from tracker.demonstrating import NAME

# A busy machine may take its time.
PATIENT = "from tracker.cli import completing, main; completing._SECONDS = 60; main()"
PROGRAM = (sys.executable, "-c", PATIENT)
FERRY = "council-approves-ferry-landing"
Ask = Callable[..., list[str]]


def answer(shell: str, *words: str, cwd: Path) -> str:
    """Ask for the last of some words, as the script of a shell does it."""
    environment = os.environ | {
        "_TRACKER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "\n".join(words[:-1] if shell == "fish" else words),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    done = subprocess.run(
        PROGRAM, env=environment, cwd=cwd, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def ask(played: Path) -> Ask:
    """Ask as bash does, beside the archives; only values are answered here."""

    def asked(*words: str) -> list[str]:
        lines = answer("bash", "tracker", *words, cwd=home).split()
        assert all(line.startswith("plain,") for line in lines)
        return [line.removeprefix("plain,") for line in lines]

    home = played.parent / f"{played.name}-beside"
    home.mkdir(exist_ok=True)
    if not (home / "repos").exists():
        (home / "repos").symlink_to(played, target_is_directory=True)
    return asked


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("report", ""), [NAME]),
        (("log", "--site", "demo"), [NAME]),
        (("log", "103", "--site", ""), [NAME]),
        (("log", "coun"), [FERRY]),
        (("blame", "cor"), ["corrections-policy"]),
        (("log", "posts/103"), ["posts/103"]),
        (("log", "107"), ["107"]),
        (("show", "107#"), [r"107\#1", r"107\#-1"]),
        (("show", "107", "f"), ["first"]),
        (("diff", "107", ""), ["first", "latest", "reviewed", r"\#1", r"\#-1"]),
        (("diff", "107", "first", "l"), ["latest"]),
        (("diff", "107", "first", "latest", ""), []),
        (("diff", "107", "--since", "re"), ["reviewed"]),
        (("diff", "107", "'#"), ["#1", "#-1"]),
        (("log", "--since", "re"), ["reviewed"]),
        (("log", "--kind", "re"), ["refresh", "revert", "removal", "restoration"]),
        (("log", "--kind", "=", "te"), ["text"]),
        (("log", "--severity", "="), ["none", "typographic", "spelling", "style", "substance"]),
        (("log", "--type", ""), ["pages", "posts"]),
        (("sync", "--types", "posts,p"), ["posts,pages", "posts,posts"]),
        (("diff", "--format", "s"), ["side-by-side"]),
        (("report", "--by", "m"), ["month"]),
        (("help", "t"), ["times", "term-added", "term-removed"]),
        (("audit", "--policy", "c"), ["compliance"]),
        (("audit", "run", "--policy", "a"), ["archive"]),
        (("audit", "--since", "l"), ["last"]),
        (("audit", "d"), [NAME]),
        (("audit", "v"), ["verify"]),
        (("audit", "verify", "d"), [NAME]),
        (("completion", "f"), ["fish"]),
        (("--color", "n"), ["never"]),
    ],
)
def test_values_are_completed(ask: Ask, words: tuple[str, ...], found: list[str]) -> None:
    assert ask(*words) == found


def test_the_newest_posts_come_first(ask: Ask) -> None:
    found = ask("log", "")
    assert found[0] == "paving-contract-went-to-mayors-cousin"
    assert len(found) == 9
    assert set(ask("log", "posts/")) == {f"posts/{number}" for number in range(101, 108)}


def test_an_address_is_completed_behind_its_colon(ask: Ask) -> None:
    (whole,) = ask("sync", "http")
    assert whole.startswith("http://")
    (rest,) = ask("sync", "http", ":", "//127")
    assert f"http:{rest}" == whole


@pytest.mark.parametrize(
    "words",
    [
        ("log", "--repos", "nowhere", ""),
        ("log", "--site", "nowhere", "10"),
        ("log", "\x1b[31m"),
        ("log", "$(touch harm)"),
        ("log", "../../1"),
        ("diff", "--context", "x", "--format", "xx"),
        ("log", "'unclosed"),
    ],
)
def test_what_fails_completes_nothing_and_says_nothing(ask: Ask, words: tuple[str, ...]) -> None:
    assert ask(*words) == []


def test_a_broken_archive_completes_nothing(repos: Path) -> None:
    (repos / NAME / ".git" / "HEAD").write_text("nonsense\n")
    shutil.rmtree(repos / NAME / ".git" / "objects")
    assert answer("bash", "tracker", "log", "--repos", str(repos), "c", cwd=repos) == "\n"


def test_words_of_a_site_run_nothing_in_a_shell(tracker: Tracker, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    names = ("$(touch harm)", "`touch harm`", "a;touch harm", "a b\n\x1b[31m", "caf%C3%A9", "港-口")
    posts = [
        {
            "id": number,
            "type": "post",
            "slug": slug,
            "title": {"rendered": f"{slug}, {number}"},
            "content": {"rendered": "<p>Words.</p>", "protected": False},
        }
        for number, slug in enumerate(names, 1)
    ]
    answers.write_text(
        "\n".join(
            json.dumps({"observed_at": "2026-03-01T10:00:00Z", "item": post}) for post in posts
        )
    )
    done = tracker("import", "https://www.example.org", answers, "--repos", tmp_path / "repos")
    assert done.code == 0, done.err
    for shell in ("bash", "zsh", "fish"):
        said = answer(shell, "tracker", "log", "", cwd=tmp_path)
        values = said.splitlines()[1::3] if shell == "zsh" else [
            line.partition(",")[2].partition("\t")[0] for line in said.splitlines()
        ]  # fmt: skip
        assert "\x1b" not in said
        assert sorted(values)[-2:] == ["caf%C3%A9", "港-口"]
        assert len(values) == len(names)
        assert not set("".join(values)) & set("$`;() \n")


@pytest.mark.parametrize("shell", SHELLS)
def test_what_is_said_of_a_value_is_one_clean_line(shell: str) -> None:
    option = click.Option(["--odd"], help="One\nplain\n\x1b[31mtwo")
    completer = SHELLS[shell](click.Command("odd", params=[option]), {}, "tracker", VARIABLE)
    (found,) = completer.get_completions([], "--o")
    assert found.help == "One plain [31mtwo"


def test_a_whole_word_keeps_its_option(played: Path) -> None:
    repos = str(played)
    said = answer("fish", "tracker", "log", "--repos", repos, "--kind=te", cwd=played)
    assert said.splitlines() == ["plain,--kind=text"]
    said = answer("zsh", "tracker", "log", "--repos", repos, "--kind=te", cwd=played)
    assert said.splitlines()[:2] == ["plain", "--kind=text"]


def test_archives_are_found_as_the_configuration_says(
    repos: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("configured")
    (home / "tracker.toml").write_text(f'repos = "{repos}"\n')
    said = answer("bash", "tracker", "log", "coun", cwd=home)
    assert said == f"plain,{FERRY}\n"
    (home / "tracker.toml").write_text("repos = [\n")
    assert answer("bash", "tracker", "log", "coun", cwd=home) == "\n"


def test_sites_and_policies_are_completed_as_the_configuration_says(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text(
        '[[sites]]\nurl = "https://a.example"\n[[sites]]\nurl = "https://b.example"\n'
        'name = "second"\n[policies.desk]\nextends = "newsroom"\n'
    )
    said = answer("bash", "tracker", "audit", "", cwd=tmp_path).splitlines()
    assert said == ["plain,a.example", "plain,second", "plain,verify"]
    assert answer("bash", "tracker", "audit", "a.example", "s", cwd=tmp_path) == "plain,second\n"
    assert answer("bash", "tracker", "audit", "--policy", "d", cwd=tmp_path) == "plain,desk\n"


def commands_in(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Walk a command and those below it."""
    yield name, command
    if isinstance(command, click.Group):
        for inner, one in command.commands.items():
            yield from commands_in(one, f"{name} {inner}")


def test_every_site_post_and_moment_has_values() -> None:
    names = ("SITE", "POST", "MOMENT", "EDIT", "URL")
    metavars = {f"{start}{name}{end}" for name in names
                for start, end in (("", ""), ("[", "]"), ("[", "]..."), ("", "..."))}  # fmt: skip
    seen = 0
    for top in COMMANDS:
        found = app.get_command(click.Context(app), top)
        assert found is not None
        for name, command in commands_in(found, top):
            for parameter in command.params:
                metavar = parameter.make_metavar(click.Context(command))
                if isinstance(parameter, click.Argument) and metavar in metavars:
                    seen += 1
                    assert parameter.name in BY_NAME, (name, metavar)
                if "--site" in parameter.opts or "--since" in parameter.opts:
                    assert parameter.name in BY_NAME, name
    assert seen > 12
