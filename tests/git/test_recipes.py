"""Every command of docs/git.md and of an archive's README is run, and says what it should."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.running import git
from tracker.demonstrating import NAME
from tracker.playback import play, serve
from tracker.playback.newsroom import ACTS, LOGIN, OBSERVATIONS, SITE
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.session import Session
from tracker.wordpress.settings import Credentials, HttpSettings

PAGE = Path(__file__).parents[2] / "docs" / "git.md"
_PART = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

SAYS: dict[str, tuple[str, ...]] = {
    "The last edits": ("Restore post 106", "lowest of three bidders"),
    "The history of one post": ("+The landing will cost $6.9 million", "Fire damages cannery",
                                "\x1b[", "Edit post 101"),
    "Between two dates": ("Edit post 101", "Edit post 107", "Edit post 104"),
    "When a sentence appeared": ("2026-05-14 Edit post 101", "is the first with commit"),
    "Since when each sentence stands there": ("Work is to begin in September", "2026-05-14"),
    "Who edited": ("2026-05-14 3 June Abernathy Backfill post 102", "Mara Lindqvist"),
    "Trailers": ("posts/101 2026-05-14T14:32:00Z 2026-05-14T13:09:00Z 2026-05-14T14:36:00Z",),
    "What went away": ("2026-05-14 Unpublish post 106",),
    "Only dates, or the headline": ("2026-05-14 Touch post 101", "Edit post 103"),
    "What became known later": ("Backfill post 101", "{+$6.9 million+}"),
    "The markup of one edit": ("-<p>The landing will cost $4.2 million", "# Council approves"),
    "Silent edits": ("post 101: Council approves ferry landing", "Severity: substance"),
    "Another repository": ("refs/notes/tracker", "refs/tracker/syncs", "refs/heads/main"),
}  # fmt: skip


def parts() -> dict[str, list[str]]:
    """Find the commands of each part of the page."""
    _, *pieces = _PART.split(PAGE.read_text(encoding="utf-8"))
    found = dict(zip(pieces[::2], pieces[1::2], strict=True))
    return {name: blocks for name, text in found.items() if (blocks := _BLOCK.findall(text))}


@pytest.fixture(scope="module")
def known(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's archive, after a login was given: editors, and states known later."""
    repos = tmp_path_factory.mktemp("known")
    shutil.copytree(played / NAME, repos / NAME, symlinks=True)
    at = ACTS[-1].moment
    settings = HttpSettings(
        user_agent="tests", credentials=Credentials(user=LOGIN.user, password=LOGIN.password)
    )
    with serve(play(OBSERVATIONS, moment=at, site=SITE, logins=(LOGIN,))) as server:
        root = f"{server.url}wp-json/"
        session = Session(
            settings, site=server.url, rest_root=root,
            now=lambda: at, clock=time.monotonic, sleep=time.sleep,
        )  # fmt: skip
        with session:
            options = SyncOptions(url=server.url, repos=repos, name=NAME, full=True, rest_root=root)
            assert sync_site(options, session, now=lambda: at).recorded["backfill"] > 5
    return repos / NAME


@pytest.fixture
def archive(known: Path, tmp_path: Path) -> Path:
    """A copy, to do anything with."""
    shutil.copytree(known, tmp_path / NAME, symlinks=True)
    return tmp_path / NAME


def run(script: str, folder: Path) -> str:
    done = subprocess.run(
        ["sh", "-e"], input=script, cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    noise = [line for line in done.stderr.splitlines() if not line.startswith(("Previous HEAD",))]
    assert noise == []
    return done.stdout


def test_every_part_is_expected_to_say_something() -> None:
    assert set(parts()) == set(SAYS)


@pytest.mark.parametrize("part", SAYS)
def test_recipe(part: str, archive: Path) -> None:
    before = git(archive, "rev-parse", "main", "HEAD")
    said = ""
    for block in parts()[part]:
        one = run(block, archive)
        assert one.strip(), f"nothing came of:\n{block}"
        said += one
    for words in SAYS[part]:
        assert words in said
    assert git(archive, "rev-parse", "main", "HEAD") == before
    assert git(archive, "status", "--porcelain") == ""


def test_silent_edits_are_only_those(archive: Path) -> None:
    (block, _) = parts()["Silent edits"]
    subjects = [line.split(" ", 2)[2] for line in run(block, archive).splitlines()]
    assert not [subject for subject in subjects if "post 102" in subject], "it has a correction"
    assert [subject for subject in subjects if "post 101: Council" in subject]


def test_recipes_of_a_fresh_clone(archive: Path, tmp_path: Path) -> None:
    """Without any setting, and with the refs that a clone leaves behind."""
    git(tmp_path, "clone", "-q", str(archive), "clone")
    clone = tmp_path / "clone"
    run("git fetch -q origin 'refs/notes/*:refs/notes/*'", clone)
    for part in ("The history of one post", "Since when each sentence stands there",
                 "Who edited", "Silent edits", "What became known later"):  # fmt: skip
        for block in parts()[part]:
            assert run(block, clone).strip()


def readme_commands(archive: Path) -> list[str]:
    text = (archive / "README.md").read_text()
    return re.findall(r"^    (git .*?)(?:  .*|(?<=') edits that.*)?$", text, re.MULTILINE)


def test_the_readme_of_an_archive(archive: Path, tmp_path: Path) -> None:
    commands = readme_commands(archive)
    assert len(commands) == 9
    edit = git(archive, "log", "-1", "--format=%H", "--", "posts/00/01/101/text.md").strip()
    git(tmp_path, "clone", "-q", str(archive), "clone")
    for command in commands:
        ready = command.replace("posts/00/12/1286", "posts/00/01/101").replace("COMMIT", edit)
        if "fetch" in ready:
            run(f"{ready} -q", tmp_path / "clone")
            assert git(tmp_path / "clone", "for-each-ref", "refs/tracker")
        else:
            assert run(ready, archive).strip(), command
    markup = next(command for command in commands if "--text" in command)
    assert "<p>The landing will cost $6.9" in run(markup.replace("COMMIT", edit), archive)


def test_the_topic_of_the_command_line(archive: Path) -> None:
    text = (PAGE.parents[1] / "tracker" / "cli" / "topics" / "git.txt").read_text()
    commands = re.findall(r"^  (git .*?)(?:   .*)?$", text, re.MULTILINE)
    assert len(commands) == 7
    for command in commands:
        assert run(command, archive).strip(), command
