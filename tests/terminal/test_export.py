"""Exports hold every edit, and what docs/export.md says of them is so."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.fixture
def database(tracker: Tracker, played: Path, tmp_path: Path) -> Path:
    path = tmp_path / "edits.db"
    done = tracker("export", "--sqlite", path, "--repos", played)
    assert (done.code, done.out) == (0, f"18 edits -> {path}\n"), done.err
    return path


def test_every_edit_is_a_line(tracker: Tracker, played: Path) -> None:
    done = tracker("export", "--jsonl", "-", "--repos", played)
    assert done.code == 0, done.err
    edits = [json.loads(line) for line in done.out.splitlines()]
    assert len(edits) == 18
    (ferry,) = [edit for edit in edits if (edit["post"], edit["number"]) == ("posts/101", 2)]
    assert ferry["changes"][0]["kind"] == "edited"
    assert "$4.2 million" in ferry["changes"][0]["before"]
    assert "$6.9 million" in ferry["changes"][0]["after"]
    (removal,) = [edit for edit in edits if edit["kind"] == "removal"]
    assert removal["away"] == "unpublished"


def test_every_key_is_documented(tracker: Tracker, played: Path) -> None:
    line = tracker("export", "--jsonl", "-", "--repos", played).out.splitlines()[0]
    table = PAGE.partition("## `--jsonl")[2].partition("## ")[0]
    assert [key for key in json.loads(line) if f"`{key}`" not in table] == []


def test_tables_agree_with_the_history(database: Path, played: Path) -> None:
    with closing(sqlite3.connect(database)) as open_database:
        ask = open_database.execute
        assert ask("pragma foreign_key_check").fetchall() == []
        assert ask("pragma integrity_check").fetchall() == [("ok",)]
        assert ask("select count(*), sum(states) from posts").fetchone() == (9, 18)
        assert ask("select name from site").fetchone() == ("The Ellery Courier",)
        query = "select text from states where post = 'posts/106' and number = 3"
        wanted = git(played / NAME, "show", "HEAD:posts/00/01/106/text.md")
        assert ask(query).fetchone() == (wanted,)
        query = "select before, after from fields join edits on id = edit where post = 'posts/103'"
        assert ("fire-destroys-cannery-warehouse", "fire-damages-cannery-warehouse") in ask(
            f"{query} and fields.name = 'slug'"
        ).fetchall()
        query = "select text from notes join edits on id = edit where post = 'posts/107'"
        assert ask(query).fetchall() == [("Updated: 1:51 p.m.",)]


def test_every_column_is_documented(database: Path) -> None:
    table = PAGE.partition("## `--sqlite")[2].partition("`datasette FILE`")[0]
    known = table + PAGE.partition("## `--jsonl")[2].partition("## ")[0]
    with closing(sqlite3.connect(database)) as open_database:
        tables = open_database.execute("select name from sqlite_master where type = 'table'")
        for (name,) in tables.fetchall():
            assert f"\n| `{name}` |" in table
            for column in open_database.execute(f"pragma table_info({name})"):
                assert f"`{column[1]}`" in known or column[1].startswith("sentences_"), column


def test_the_queries_of_the_page_run(database: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert len(queries) == 3
    with closing(sqlite3.connect(database)) as open_database:
        for query in queries:
            assert open_database.execute(query).description
        assert open_database.execute(queries[1]).fetchall()


def test_an_earlier_export_is_replaced_and_nothing_else(
    tracker: Tracker, database: Path, played: Path, tmp_path: Path
) -> None:
    assert tracker("export", "--sqlite", database, "--repos", played).code == 0
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as open_database:
        open_database.execute("create table mine (x)")
    before = other.read_bytes()
    done = tracker("export", "--sqlite", other, "--repos", played)
    assert done.code == 2
    assert other.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edits.db", "other.db"]


def test_patches_make_the_newest_texts(tracker: Tracker, played: Path, tmp_path: Path) -> None:
    done = tracker("export", "--patches", tmp_path / "patches", "--repos", played)
    assert done.code == 0, done.err
    patches = sorted((tmp_path / "patches").iterdir())
    assert "posts-101-0002.patch" in [path.name for path in patches]
    assert len(patches) == 16
    copy = tmp_path / "copy"
    copy.mkdir()
    git(copy, "init", "-q")
    git(copy, "apply", *map(str, patches))
    for file in copy.glob("*/*/*/*/text.md"):
        wanted = git(played / NAME, "show", f"HEAD:{file.relative_to(copy)}")
        assert file.read_text() == wanted
    assert len(list(copy.glob("*/*/*/*/text.md"))) == 9
    again = tracker("export", "--patches", tmp_path / "patches", "--repos", played)
    assert again.code == 2
    assert "is not empty" in again.err


def test_one_target_is_needed(tracker: Tracker, played: Path) -> None:
    assert tracker("export", "--repos", played).code == 2
    done = tracker("export", "--jsonl", "-", "--patches", "x", "--repos", played)
    assert done.code == 2
