"""The golden examples: pairs of texts and how each is shown.

`python -m tests.diff.golden_cases` writes the expected files anew; read them before committing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tracker.diff import diff_text
from tracker.report.diff import (
    DiffView,
    FieldChange,
    render_html,
    render_json,
    render_markdown,
    render_side_by_side,
    render_terminal,
    render_unified,
)

GOLDEN = Path(__file__).parent / "golden"
ALL_FORMS = ("headline_and_fields", "paragraph_moved_and_edited")
SOME_FORMS = {
    "headings_and_lists": ("terminal.txt", "diff.md", "diff.html"),
    "right_to_left": ("terminal.txt", "side_by_side.txt", "diff.md", "diff.html"),
    "wrapped_marks": ("terminal.txt", "side_by_side.txt"),
}
FIELDS = {
    "headline_and_fields": (
        FieldChange(name="slug", before="harbour-wall-to-be-raised", after="harbour-wall-to-grow"),
        FieldChange(name="categories", before="Local", after="Local, Environment"),
        FieldChange(name="featured image", before=None, after="wall.jpg (the wall at low tide)"),
    )
}
FORMS: dict[str, Callable[[DiffView], str]] = {
    "terminal.txt": render_terminal,
    "color.txt": lambda view: render_terminal(view, color=True),
    "side_by_side.txt": lambda view: render_side_by_side(view, width=100),
    "diff.md": render_markdown,
    "diff.html": lambda view: render_html(view, title="What changed", language="en"),
    "unified.diff": render_unified,
    "diff.json": render_json,
}


def names() -> list[str]:
    """Name all cases."""
    return sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def texts(name: str) -> tuple[str, str]:
    """Read the two texts of a case."""
    folder = GOLDEN / name
    return (
        (folder / "before.md").read_text(encoding="utf-8"),
        (folder / "after.md").read_text(encoding="utf-8"),
    )


def view_of(name: str) -> DiffView:
    """Compare the two texts of a case."""
    return DiffView(
        diff=diff_text(*texts(name)),
        fields=FIELDS.get(name, ()),
        before_label="Tuesday 14:50",
        after_label="Tuesday 19:14",
    )


def rendered(name: str) -> dict[str, str]:
    """Show a case in the forms that are kept for it, by file name."""
    files = tuple(FORMS) if name in ALL_FORMS else SOME_FORMS.get(name, ("terminal.txt",))
    return {file: FORMS[file](view_of(name)) for file in files}


if __name__ == "__main__":
    for case in names():
        for file, text in rendered(case).items():
            (GOLDEN / case / file).write_text(text, encoding="utf-8")
