"""Files beside the archives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from git import Git

from tests.audit.conftest import Played
from tests.audit.keeping import HOUR, NOW, audit, more, story, tamper, watch
from tests.cli.running import git
from tests.faults.making import NAME as HARBOUR
from tests.faults.making import hour, import_entries, item, seen
from tracker.archive.layout import GONE, post_directory
from tracker.audit.publishing import Published, Wish, read_published
from tracker.demonstrating import NAME, play_demo
from tracker.edits.values import EditKind
from tracker.errors import ArchiveError
from tracker.findings import Inputs
from tracker.model import PostKey
from tracker.report.audit.feeds import edits_feed


def read(path: Path, **wish: Any) -> Published:
    return read_published(path, Wish(**wish))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Which git commands were started, and how often."""
    commands: Counter[str] = Counter()
    execute = Git.execute

    def counted(self: Git, command: Any, *args: Any, **options: Any) -> Any:
        name = next(word for word in command[1:] if not word.startswith("-"))
        commands[name] += 1
        return execute(self, command, *args, **options)

    monkeypatch.setattr(Git, "execute", counted)
    return commands


def test_what_was_met_for_the_first_time_is_no_news(tmp_path: Path) -> None:
    acts = list(play_demo(tmp_path, user_agent="tests"))
    subjects = [commit.text.split()[0] for act in acts for commit in act.commits]
    told = read(tmp_path / NAME, edits=60).edits
    assert EditKind.FIRST not in {one.kind for one in told}
    assert len(told) == sum(verb in ("Edit", "Unpublish", "Restore") for verb in subjects) == 8
    newest = read(tmp_path / NAME, edits=2)
    assert [one.commit for one in newest.edits] == [one.commit for one in told[:2]]
    assert set(newest.links) == {one.key for one in newest.edits}
    assert all(link.startswith("http") for link in newest.links.values())


def test_links_are_those_of_the_post_as_it_is_now(tmp_path: Path) -> None:
    import_entries(
        tmp_path,
        *(seen(hour(0), item(number, "The ferry goes at 8.")) for number in (1, 2)),
        seen(
            hour(3), item(1, "The ferry goes at 9.", modified=hour(3), link="http://old.example/")
        ),
        seen(
            hour(5), item(1, "The ferry goes at 7.", modified=hour(5), link="http://new.example/")
        ),
    )
    found = read(tmp_path / HARBOUR, edits=5)
    assert len(found.edits) == 2
    assert found.links == {PostKey(folder="posts", id=1): "http://new.example/"}


def test_the_link_of_a_post_that_went(newsroom: Played) -> None:
    (gone,) = [one for one in read(newsroom.path, edits=60).edits if one.kind is EditKind.REMOVAL]
    git(newsroom.path, "reset", "-q", "--hard", gone.commit)
    folder = newsroom.path / post_directory(gone.key)
    assert [file.name for file in folder.iterdir()] == [GONE]
    assert read(newsroom.path, edits=1).links[gone.key].startswith("https://ellerycourier.example/")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,<b>x",
        "//harbour.example/1",
        "ferry",
        "",
        None,
        7,
        ["http://harbour.example/"],
        "http://harbour.example/\u202egnp",
        "http://harbour.example/a b",
        'http://harbour.example/"><script>',
        "http://[harbour.example/",
        "http://harbour.example/" + "x" * 5000,
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(tmp_path: Path, link: object) -> None:
    import_entries(
        tmp_path,
        seen(hour(0), item(1, "The ferry goes at 8.", link=link)),
        seen(hour(3), item(1, "The ferry goes at 9.", modified=hour(3), link=link)),
    )
    found = read(tmp_path / HARBOUR, edits=5)
    (edit,) = found.edits
    feed = edits_feed(
        {HARBOUR: found.edits}, title="Edits", address="", updated=NOW, links={HARBOUR: found.links}
    )
    assert edit.title == "Tide table 1"
    assert "<link" not in feed.partition("<entry>")[2]


def test_the_newest_audits_are_read_by_one_git(harbour: Path, started: Counter[str]) -> None:
    for hours in range(12):
        audit(harbour, NOW + hours * HOUR, by=watch(), inputs=Inputs(sync="It answered 500."))
    started.clear()
    found = read(harbour, records=60, success=True, synced=True)
    assert started["cat-file"] <= 2, started
    assert sum(started.values()) <= 8, started
    assert len(found.records) == 1
    assert found.success is None


def test_when_the_last_good_audit_was_made(harbour: Path) -> None:
    assert read(harbour, success=True).success is None
    audit(harbour, NOW, by=watch())
    more(harbour, story(2, 640, 8))
    audit(harbour, NOW + HOUR, by=watch())
    audit(harbour, NOW + 2 * HOUR, by=watch(), inputs=Inputs(sync="It answered 500."))
    found = read(harbour, records=1, success=True)
    assert found.success == NOW + HOUR
    assert [one.at for one in found.records] == ["2026-03-10T13:00:00Z"]
    assert len(read(harbour, records=2).records) == 2
    nothing = read(harbour)
    assert nothing == Published()


def test_a_record_that_cannot_be_read_is_left_out(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    more(harbour, story(2, 640, 8))
    audit(harbour, NOW + HOUR, by=watch())
    tamper(harbour, lambda _: "no record")
    found = read(harbour, records=5, success=True)
    assert [one.at for one in found.records] == ["2026-03-10T12:00:00Z"]
    assert found.success == NOW


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read(tmp_path / "nothing", edits=1)
