"""Golden examples: whole files, made to be read."""

from __future__ import annotations

import pytest

from tests.diff.golden_cases import GOLDEN, names, rendered, texts
from tracker.diff import Kind, diff_text

KINDS = {
    "caption": [Kind.EDITED, Kind.EDITED],
    "emoji": [Kind.EDITED, Kind.EDITED],
    "list_reordered": [Kind.MOVED, Kind.ADDED],
    "not_inserted": [Kind.EDITED],
    "number_silently_changed": [Kind.EDITED, Kind.EDITED],
    "paragraph_moved_and_edited": [Kind.MOVED, Kind.MOVED],
    "sentence_split": [Kind.SPLIT, Kind.DIVIDED],
    "sentences_merged": [Kind.MERGED],
    "update_note_added": [Kind.ADDED],
}


@pytest.mark.parametrize("name", names())
def test_it_is_shown_as_kept(name: str) -> None:
    for file, text in rendered(name).items():
        assert text == (GOLDEN / name / file).read_text(encoding="utf-8"), file


@pytest.mark.parametrize("name", sorted(KINDS))
def test_its_changes_are_of_these_kinds(name: str) -> None:
    assert [change.kind for change in diff_text(*texts(name)).changes] == KINDS[name]
