"""Notes in the facts of a commit message."""

from __future__ import annotations

import pytest

from tracker.diff import diff_text
from tracker.edits.sentences import sentence_facts

STORY = "The bridge has 12 lamps.\nIt opened on Thursday."


@pytest.mark.parametrize(
    ("before", "after", "facts"),
    [
        (
            STORY,
            STORY.replace("12", "14") + "\n\nUpdated: 1:51 p.m.",
            ["note added: Updated: 1:51 p.m.", "12 -> 14 (in: The bridge has 12 lamps.)"],
        ),
        (
            STORY + "\n\nUpdated: 1:51 p.m.",
            STORY + "\n\nUpdated: 2:30 p.m.",
            ["note changed: Updated: 1:51 p.m. -> Updated: 2:30 p.m."],
        ),
        (
            STORY + "\n\nCorrection: There are 14.\nWe miscounted.",
            STORY,
            ["note removed: Correction: There are 14. We miscounted."],
        ),
        (
            STORY + "\n\nUpdated: 1:51 p.m.",
            "Updated: 1:51 p.m.\n\n" + STORY,
            ["note moved: Updated: 1:51 p.m."],
        ),
        (
            STORY,
            STORY + "\nUpdated guidelines were published.",
            ["added: Updated guidelines were published."],
        ),
    ],
)
def test_notes_are_told_apart(before: str, after: str, facts: list[str]) -> None:
    assert sentence_facts(diff_text(before, after)) == facts
