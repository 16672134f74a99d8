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


def test_a_line_says_what_the_log_says(tracker: Tracker, played: Path) -> None:
    listed = json.loads(tracker("log", "--touches", "--json", "--repos", played).out)["edits"]
    exported = tracker("export", "--jsonl", "-", "--repos", played).out.splitlines()
    lines = {edit["commit"]: edit for edit in map(json.loads, exported)}
    assert len(listed) == len(lines)
    for edit in listed:
        del edit["fields"]  # a line has their values as well
        line = lines[edit["commit"]]
        assert {key: line[key] for key in edit} == edit


OF_LISTS = {"changes": ("kind", "before", "after"), "fields": ("name", "before", "after"),
            "notes": ("kind", "text")}  # fmt: skip


def documented_keys() -> list[str]:
    """List the keys of a line that docs/export.md names."""
    rows = re.findall(r"^\| (`.+?) \|", PAGE.partition("## `--jsonl")[2].partition("## ")[0], re.M)
    return [key for row in rows for key in re.findall(r"`(\w+)`", row)]


def test_lines_have_the_documented_keys_and_no_others(tracker: Tracker, played: Path) -> None:
    lines = tracker("export", "--jsonl", "-", "--repos", played).out.splitlines()
    seen = set()
    for edit in map(json.loads, lines):
        assert sorted(edit) == sorted(documented_keys())
        assert list(edit["sentences"]) == ["edited", "added", "deleted", "moved"]
        assert list(edit["words"]) == ["added", "deleted"]
        for key, names in OF_LISTS.items():
            assert all(tuple(each) == names for each in edit[key])
            seen |= {key} if edit[key] else set()
        for key in ("earliest", "latest", "claimed", "observed", "last_observed"):
            stamp = edit[key]
            assert stamp is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp)
        assert edit["evidence"] in ("observation", "revision", "revision, observation")
        assert isinstance(edit["rules"], int)
    assert seen == set(OF_LISTS)


def test_the_table_of_edits_has_the_keys_of_a_line(
    tracker: Tracker, database: Path, played: Path
) -> None:
    lines = tracker("export", "--jsonl", "-", "--repos", played).out.splitlines()
    lists = {"sentences", "words", "reasons", *OF_LISTS}
    names = [key for key in documented_keys() if key not in lists]
    with closing(sqlite3.connect(database)) as open_database:
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = open_database.execute(f"select {quoted} from edits order by id").fetchall()
    links = ("disclosed_by", "reverts_to")
    for row, line in zip(rows, map(json.loads, lines), strict=True):
        for name, value in zip(names, row, strict=True):
            assert name in links or value == line[name], name


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
        query = """select before, after from fields join edits on edits.id = edit
                   where post = 'posts/103' and fields.name = 'slug'"""
        slugs = ("fire-destroys-cannery-warehouse", "fire-damages-cannery-warehouse")
        assert slugs in ask(query).fetchall()
        query = "select text from notes join edits on edits.id = edit where post = 'posts/107'"
        assert ask(query).fetchall() == [("Updated: 1:51 p.m.",)]


def test_every_column_is_documented(database: Path) -> None:
    table = PAGE.partition("## `--sqlite")[2].partition("`datasette FILE`")[0]
    known = table + PAGE.partition("## `--jsonl")[2].partition("## ")[0]
    with closing(sqlite3.connect(database)) as open_database:
        tables = open_database.execute("select name from sqlite_master where type = 'table'")
        for (name,) in tables.fetchall():
            if "_fts" in name:
                continue
            assert f"\n| `{name}` |" in table
            for column in open_database.execute(f"pragma table_info({name})"):
                assert f"`{column[1]}`" in known or column[1].startswith("sentences_"), column


def test_datasette_finds_links_labels_and_an_index(database: Path) -> None:
    """What Datasette 0.65 asks of a database, asked in the same way."""
    with closing(sqlite3.connect(database)) as open_database:
        ask = open_database.execute
        links = {}
        for table in ("posts", "states", "edits", "changes", "fields", "notes"):
            rows = ask(f"pragma foreign_key_list({table})").fetchall()
            # Links of several columns are left out by Datasette; each has a number of its own.
            assert len({row[0] for row in rows}) == len(rows), table
            links |= {(table, row[3]): row[2] for row in rows}
            key = [row[1] for row in ask(f"pragma table_info({table})") if row[5]]
            assert key == (["post"] if table == "posts" else ["id"])
        assert links == {
            ("states", "post"): "posts", ("edits", "post"): "posts", ("edits", "state"): "states",
            ("edits", "disclosed_by"): "edits", ("edits", "reverts_to"): "states",
            ("changes", "edit"): "edits", ("fields", "edit"): "edits", ("notes", "edit"): "edits",
        }  # fmt: skip
        for table in set(links.values()):
            assert "title" in [row[1] for row in ask(f"pragma table_info({table})")], "the label"
        for table in ("changes", "states"):
            content = f'%VIRTUAL TABLE%USING FTS%content="{table}"%'
            found = ask(
                "select name from sqlite_master where rootpage = 0 and sql like ?", [content]
            )
            assert found.fetchall() == [(f"{table}_fts",)]
        query = """select after from changes where rowid in
                   (select rowid from changes_fts where changes_fts match ?)"""
        assert ask(query, ["lowest bidders"]).fetchall() == [
            ("Calloway & Sons was the lowest of three bidders.",)
        ]


@pytest.fixture
def corrected(tracker: Tracker, tmp_path: Path) -> Path:
    """Record a post that went back to an earlier text, and owned up to an edit afterwards."""
    texts = {
        7: ("The quay is <b>40</b> m long.",),
        8: (
            "The pier cost $4 million to build. It opened in May.",
            "The pier cost $9 million to build. It opened in May.",
            "The pier cost $4 million to build. It opened in May.",
            "The pier cost $5 million to build. It opened in May.",
            "The pier cost $5 million to build. It opened in May.</p><p>Correction: An earlier "
            "version of this story misstated the cost of the pier. It was $5 million.",
        ),
    }
    lines = [
        {
            "observed_at": f"2026-03-0{day}T10:00:00Z",
            "item": {
                "id": post,
                "type": "post",
                "title": {"rendered": f"Story {post}"},
                "content": {"rendered": f"<p>{text}</p>", "protected": False},
            },
        }
        for post, states in texts.items()
        for day, text in enumerate(states, 1)
    ]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("\n".join(map(json.dumps, lines)))
    done = tracker("import", "https://www.example.org", answers, "--repos", tmp_path / "repos")
    assert done.code == 0, done.err
    return tmp_path / "repos"


def test_links_lead_to_states_and_edits_of_the_same_post(
    tracker: Tracker, corrected: Path, tmp_path: Path
) -> None:
    listed = tracker("export", "--jsonl", "-", "--repos", corrected).out.splitlines()
    keys = ("post", "number", "disclosed_by", "reverts_to")
    wanted = {tuple(json.loads(line)[key] for key in keys) for line in listed}
    assert ("posts/8", 3, None, 1) in wanted, "the text came back"
    assert ("posts/8", 4, 5, None) in wanted, "a later note tells of the edit"
    done = tracker("export", "--sqlite", tmp_path / "edits.db", "--repos", corrected)
    assert done.code == 0, done.err
    with closing(sqlite3.connect(tmp_path / "edits.db")) as open_database:
        found = open_database.execute(
            "select edits.post, edits.number, told.number, back.number from edits "
            "left join edits as told on told.id = edits.disclosed_by and told.post = edits.post "
            "left join states as back on back.id = edits.reverts_to and back.post = edits.post"
        )
        assert set(found.fetchall()) == wanted
        query = """select count(*) from edits join states on states.id = state
                   where (edits.post, edits.number) = (states.post, states.number)"""
        assert open_database.execute(query).fetchone() == (len(wanted),)


def test_the_queries_of_the_page_run(database: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert len(queries) == 4
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
