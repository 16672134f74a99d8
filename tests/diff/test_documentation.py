"""The examples in docs/diff.md do what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tracker.diff import diff_text
from tracker.report.diff import DiffView, FieldChange, render_json, render_terminal

PAGE = (Path(__file__).parents[2] / "docs" / "diff.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


def test_examples_run_and_give_what_stands_below_them() -> None:
    checked = 0
    for block in blocks("python"):
        names: dict[str, Any] = {}
        lines = block.splitlines()
        for at, line in enumerate(lines):
            if not line or line.startswith("#"):
                continue
            if at + 1 < len(lines) and lines[at + 1].startswith("# ") and "print" not in line:
                assert repr(eval(line, names)) == lines[at + 1][2:]
                checked += 1
            elif not line.startswith("print"):
                exec(line, names)
    assert checked == 3


def test_the_shown_report_is_real() -> None:
    names: dict[str, Any] = {}
    exec(blocks("python")[0].split("print(")[0], names)
    shown = [line[2:] for line in blocks("python")[0].split("print(")[1].splitlines()[1:]]
    assert render_terminal(DiffView(diff=names["diff"])).splitlines() == shown


def test_the_shown_json_is_real() -> None:
    before = "# Wall\n\nIt costs 4.2 million.\n"
    view = DiffView(
        diff=diff_text(before, before.replace("4.2", "6.9")),
        fields=(FieldChange(name="slug", before="old-wall", after="new-wall"),),
        before_label="Tuesday 14:50",
        after_label="Tuesday 19:14",
    )
    assert json.loads(blocks("json")[0]) == json.loads(render_json(view))
