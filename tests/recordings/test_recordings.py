"""Recordings of real sites, where a folder `shared` lies beside the repository.

They are not part of the project, and no sentence of them stands here.
"""

from __future__ import annotations

import html
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tests.cli.running import git
from tracker.archive.history import Commit, iter_commits
from tracker.archive.repository import MAIN, open_archive
from tracker.importing import import_files
from tracker.model import Fields, stamp, utc
from tracker.outcome import Outcome
from tracker.verifying import Verification

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
OBSERVATIONS = SHARED / "data" / "cannabis-posts.jsonl.xz"
ANSWER = SHARED / "seed" / "000_331ff0c3386615cb.txt"
TAG, SPACE = re.compile(r"<[^>]*>"), re.compile(r"\s+")

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder `shared` with recordings lies beside the repository"
)


def run_import(url: str, path: Path, repos: Path) -> Outcome:
    return import_files(
        url, [path], repos=repos, observed_at=None, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_import("https://agency.example", OBSERVATIONS, tmp_path_factory.mktemp("repos"))


@pytest.fixture(scope="module")
def commits(imported: Outcome) -> list[Commit]:
    with open_archive(imported.archive) as archive:
        return list(iter_commits(archive, MAIN))


def iter_observations() -> Iterator[tuple[str, Fields]]:
    with lzma.open(OBSERVATIONS) as lines:
        for line in lines:
            recorded = msgspec.json.decode(line)
            yield stamp(utc(recorded["observed_at"])), recorded["item"]


def words_of(fields: Fields) -> str:
    """Strip tags as a simple reader would: another way than the tool's own."""
    content = re.sub(
        r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", fields["content"]["rendered"], flags=re.S
    )
    return SPACE.sub(" ", html.unescape(TAG.sub(" ", content))).strip()


def test_every_change_of_visible_text_is_an_edit(commits: list[Commit]) -> None:
    recorded = {
        (str(commit.message.key), commit.message.trailers["Observed"])
        for commit in commits
        if commit.message is not None and commit.message.verb == "Edit"
    }
    last: dict[int, str] = {}
    lost: list[tuple[int, str]] = []
    changes = 0
    for observed, fields in iter_observations():
        number, text = fields["id"], words_of(fields)
        if number in last and re.sub(r"\W", "", text) != re.sub(r"\W", "", last[number]):
            changes += 1
            if (f"posts/{number}", observed) not in recorded:
                lost.append((number, observed))
        last[number] = text
    assert changes > 900
    assert lost == []


def test_commits_without_a_change_of_text_are_few(commits: list[Commit]) -> None:
    kinds: Counter[str] = Counter()
    for commit in commits:
        if commit.message is None or commit.message.verb != "Edit":
            continue
        names = {change.path.rpartition("/")[2] for change in commit.changes}
        if "text.md" not in names:
            kinds["markup" if "wp-content.html" in names else "fields"] += 1
            assert commit.message.facts, commit.id
    observations = sum(1 for _ in iter_observations())
    assert kinds["markup"] < 0.06 * observations
    assert kinds["fields"] < 0.10 * observations


def test_identical_answers_make_no_commit(commits: list[Commit]) -> None:
    recorded: dict[tuple[str, str], int] = defaultdict(int)
    for commit in commits:
        if commit.message is not None and commit.message.key is not None:
            recorded[str(commit.message.key), commit.message.trailers["Observed"]] += 1
    last: dict[int, bytes] = {}
    identical = 0
    for observed, fields in iter_observations():
        whole = msgspec.json.encode(fields, order="sorted")
        if last.get(fields["id"]) == whole:
            identical += 1
            assert (f"posts/{fields['id']}", observed) not in recorded
        last[fields["id"]] = whole
    assert identical > 250
    assert max(recorded.values()) == 1


def test_the_archive_is_whole_and_a_second_import_adds_nothing(imported: Outcome) -> None:
    with open_archive(imported.archive) as archive:
        assert list(Verification().check(archive)) == []
    head = git(imported.archive, "rev-parse", "main")
    again = run_import("https://agency.example", OBSERVATIONS, imported.archive.parent)
    assert dict(again.recorded) == {}
    assert git(imported.archive, "rev-parse", "main") == head


def test_a_damaged_answer_becomes_one_commit_with_whole_paragraphs(tmp_path: Path) -> None:
    outcome = run_import("http://www.logicalware.net", ANSWER, tmp_path)
    assert outcome.recorded == {"first-seen": 1}
    path = outcome.archive
    assert git(path, "log", "-1", "--format=%aI").strip() == "2025-07-22T19:14:55+00:00"
    text = (path / "posts/00/12/1286/text.md").read_text()
    assert text.splitlines()[-1] == "Updated: 1:51 p.m."
    assert len([block for block in text.split("\n\n") if block]) == 13
    assert git(path, "status", "--porcelain") == ""
