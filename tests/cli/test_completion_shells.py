"""Real shells, set up as the documents say, complete what is typed; words of a site run nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.prompting import SHOW, Prompt, need
from tests.cli.test_completion import PROGRAM
from tracker.cli.app import app

README = Path(__file__).parents[2] / "README.md"
ODD = "b a $(touch harm) `touch harm` \"two\" 'one' \\"
TITLES = {
    "ferry": "Ferry: landing approved: again",
    "cash": "$(touch harm) ${HOME} (touch harm)",
    "ticks": "`touch harm`; touch harm & | > harm",
    "quotes": "\"Two\" 'one' and \\",
    "marks": "%d %F{red}%n [a] {b} *?~ #!",
    "steering": "\x1b]0;owned\x07\x1b[7;33mcoloured\x9b31m\u202eturned",
    "lines": "One\nplain,--forged\tsaid\nplain\n--forged\n_",
    "caf%C3%A9": "%",
    "\u6e2f-\u53e3": "Café \u6e2f\u53e3 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "$(touch harm)": "-n",
    "none": "_",
}
SHOWN = (
    "Ferry: landing approved: again",
    TITLES["cash"],
    TITLES["ticks"],
    TITLES["quotes"],
    TITLES["marks"],
    "]0;owned[7;33mcoloured31mturned",
    "One plain,--forged said plain --forged _",
    TITLES["\u6e2f-\u53e3"],
)
# What makes a screen easy to read; the lines of the documents come after it.
QUIET = {
    "bash": (".bashrc", "PS1='ready> '; bind 'set bell-style none'; HISTFILE=\n"),
    "zsh": (".zshrc", "PS1='ready> '; unsetopt beep prompt_sp prompt_cr\n"),
    "fish": (
        ".config/fish/config.fish",
        "set -g fish_greeting; set -g fish_autosuggestion_enabled 0\n"
        "function fish_prompt; echo -n 'ready> '; end\n",
    ),
}


def install_lines(shell: str) -> list[str]:
    """Take what the help says to write for a shell: what is indented below its name."""
    help_text = said("completion", "--help")
    block = re.search(rf"^( +){shell}\b.*:\n((?:\1 .*\n)+)", help_text, re.MULTILINE)
    assert block is not None
    return [line.strip() for line in block[2].splitlines()]


def furnish(home: Path) -> None:
    """Make a home with `tracker` on its path, and archives full of hostile words."""
    for folder in ("bin", "repos", "odd", ".local/share/fish/generated_completions"):
        (home / folder).mkdir(parents=True)
    call = f'exec {PROGRAM[0]} -c "{PROGRAM[2]}" "$@"'
    for name, line in (("tracker", call), ("words", SHOW)):
        (home / "bin" / name).write_text(f"#!/bin/sh\n{line}\n")
        (home / "bin" / name).chmod(0o755)
    posts = [
        {
            "id": number,
            "type": "post",
            "slug": slug,
            "title": {"rendered": title},
            "content": {"rendered": "<p>Words.</p>", "protected": False},
        }
        for number, (slug, title) in enumerate(TITLES.items(), 101)
    ]
    lines = [json.dumps({"observed_at": "2026-03-01T10:00:00Z", "item": post}) for post in posts]
    answers, repos = home / "answers.jsonl", home / "repos"
    answers.write_text("\n".join(lines))
    said("import", "https://www.example.org", str(answers), "--repos", str(repos))
    shutil.copytree(repos / "www.example.org", home / "odd" / ODD)
    (home / "desk rules.toml").touch()


def said(*arguments: str) -> str:
    """Call `tracker` in this process."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module", params=("bash", "zsh", "fish"))
def prompt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prompt]:
    """Follow the documents in a fresh home, and open a terminal there."""
    shell = str(request.param)
    program = need(shell)
    home = tmp_path_factory.mktemp(shell)
    furnish(home)
    # Without a language zsh shows what is not ASCII as numbers.
    environment = {
        "HOME": str(home), "PATH": f"{home}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
        "TERM": "xterm" if shell == "fish" else "dumb", "PYTHONPATH": str(README.parent),
    }  # fmt: skip
    lines = install_lines(shell)
    if shell == "fish":
        command = [program, "-c", "\n".join(lines)]
        subprocess.run(command, env=environment, cwd=home, check=True, timeout=60)
        lines = []
    name, quiet = QUIET[shell]
    (home / name).write_text("\n".join([quiet, *lines, ""]))
    opened = Prompt(program, home, environment)
    try:
        opened.read_until("ready> ")
        yield opened
    finally:
        opened.close()


def test_words_are_completed(prompt: Prompt) -> None:
    """Each line is typed, then run: what matters is what a command is given."""
    expected = {
        "tracker lo\t--rev\t--kind=te\t": "log --reverse --kind=text",
        "tracker audit --policy ne\t": "audit --policy newsroom",
        "tracker diff 101 fi\t'#-\t": "diff 101 first #-1",
        "tracker log --repos ~/repos 'fer\t": f"log --repos {prompt.home}/repos ferry",
        "tracker log --repos=re\tx": "log --repos=repos/x",
        "tracker config check --config=desk\t": "config check --config=desk rules.toml",
    }
    assert {typed: " ".join(prompt.words(typed)[1:]) for typed in expected} == expected


def test_hostile_words_run_nothing_and_break_no_line(prompt: Prompt) -> None:
    assert prompt.words("tracker log --repos odd --site b\t")[-2:] == ["--site", ODD]
    assert prompt.words('tracker log --repos odd --site "b\t')[-1] == ODD
    assert prompt.words("tracker log %24\t")[1:] == ["log", "%24%28touch%20harm%29"]
    prompt.type("tracker log --since $(touch harm) fer\t\x15")
    prompt.type("tracker log \t" if prompt.shows_titles else "tracker log \t\t")
    shown = SHOWN if prompt.shows_titles else ("ferry", "cash", "%24%28touch%20harm%29")
    screen = prompt.read_until(*map(re.escape, shown))
    assert "\x1b]0;owned" not in screen
    assert "\x1b[7;33m" not in screen
    assert not {"\x9b", "\u202e"} & set(screen)
    prompt.type("\x15")
    assert prompt.words("tracker log \u6e2f\t")[1:] == ["log", "\u6e2f-\u53e3"]
    assert not list(prompt.home.rglob("harm"))


@pytest.mark.parametrize("prompt", ["zsh"], indirect=True)
def test_zsh_takes_the_script_as_a_file_too(prompt: Prompt) -> None:
    (prompt.home / "site-functions").mkdir()
    prompt.run("tracker completion zsh > site-functions/_tracker; words")
    prompt.run("compdef -d tracker; fpath=(~/site-functions $fpath); words")
    prompt.run("compinit -D; words")
    for _ in range(2):
        assert prompt.words("tracker log --sev\t")[1:] == ["log", "--severity"]


@pytest.mark.parametrize("shell", QUIET)
def test_the_readme_says_what_the_help_says(shell: str) -> None:
    lines = "\n".join(install_lines(shell))
    assert f"\n{lines}\n" in README.read_text()


@pytest.mark.parametrize(
    ("required", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_missing_shell_is_named(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_REQUIRE_WORDPRESS", required)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(outcome, match=r"apt-get install .* fish"):
        need("fish")
