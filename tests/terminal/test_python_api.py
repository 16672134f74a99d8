"""The examples of docs/python.md run, and give what stands below them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tracker
from tracker import api
from tracker.demonstrating import NAME
from tracker.errors import ArchiveError, ConfigError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def test_examples_give_what_stands_below_them(
    played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repos").symlink_to(played)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    checked = 0
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            source = ast.get_source_segment(block, node) or ""
            if not isinstance(node, ast.Expr):
                exec(source, names)
                continue
            assert repr(eval(source, names)) == lines[node.end_lineno or 0].removeprefix("# ")
            checked += 1
    assert checked == PAGE.count("\n# "), "every result that is shown was compared"


def test_every_name_of_the_api_is_found() -> None:
    assert set(api.__all__) == set(tracker._API)  # type: ignore[attr-defined]
    stub = (ROOT / "tracker" / "__init__.pyi").read_text()
    for name in api.__all__:
        assert getattr(tracker, name) is getattr(api, name)
        assert f"import {name} as {name}\n" in stub
        assert name in dir(tracker)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tracker.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_tracker_loads_no_library() -> None:
    program = "import sys, tracker; print('git' in sys.modules, 'click' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"


def test_ids_and_numbers_can_be_integers(played: Path) -> None:
    with tracker.Archive(played / NAME) as archive:
        assert str(archive.find(101)) == "posts/101"
        assert archive.diff(101) == archive.diff("101")
        assert archive.diff(101, 1, -1) == archive.diff("101", "#1", "#-1")
        assert archive.state(101, 2) == archive.state("posts/101", "2")
        assert len(archive.states(101)) == 3
        assert archive.blame(101, 1) == archive.blame("101", "first")
        assert [edit.number for edit in archive.iter_edits(101)] == [1, 2]
        for post, moment in ((999, 1), (101, 4), (101, 0)):
            with pytest.raises(ConfigError):
                archive.state(post, moment)
    assert [edit.number for edit in tracker.iter_edits(played / NAME, 101)] == [1, 2]


def test_states_and_names(played: Path) -> None:
    with tracker.Archive(played / NAME) as archive:
        assert len(archive.posts()) == 9
        post = tracker.PostKey(folder="posts", id=106)
        assert [state.away for state in archive.states(post)] == ["", "unpublished", ""]
        assert archive.state(post, "#-2").away == "unpublished"
        (touch,) = archive.iter_edits(
            wanted=tracker.Wanted(kinds=frozenset({tracker.EditKind.TOUCH}))
        )
        assert (str(touch.post), touch.number, bool(touch.diff)) == ("posts/101", 3, False)
        with pytest.raises(ConfigError):
            archive.find("zeppelin")
        with pytest.raises(ConfigError):
            archive.state(tracker.PostKey(folder="posts", id=999))
        with pytest.raises(ConfigError):
            archive.blame(tracker.PostKey(folder="posts", id=999))
    with pytest.raises(ArchiveError):
        tracker.Archive(played / "nowhere")
