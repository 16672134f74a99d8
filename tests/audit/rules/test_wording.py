"""How findings say facts and times."""

from __future__ import annotations

import pytest

from tracker.audit.wording import facts_words, when_words
from tracker.edits.values import AtomChange, AtomKind, Span
from tracker.model import utc


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("12", "14", "number 12 -> 14"),
        ("", "three", "number “three” added"),
        ("three", "", "number “three” deleted"),
    ],
)
def test_a_fact_is_said_without_signs(before: str, after: str, words: str) -> None:
    assert facts_words([AtomChange(kind=AtomKind.NUMBER, before=before, after=after)]) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2024-05-02T08:10:00Z", "2024-05-02T10:00:00Z", "between 2024-05-02 08:10 and 10:00 UTC"),
        (
            "2024-05-01T23:10:00Z",
            "2024-05-02T00:05:00Z",
            "between 2024-05-01 23:10 UTC and 2024-05-02 00:05 UTC",
        ),
        (
            "2024-05-02T08:10:05Z",
            "2024-05-02T08:10:40Z",
            "between 2024-05-02 08:10:05 and 08:10:40 UTC",
        ),
        ("2024-05-02T08:10:00Z", "2024-05-02T08:10:00Z", "at 2024-05-02 08:10 UTC, as the site "
         "claims"),
        (None, "2024-05-02T08:10:00Z", "not after 2024-05-02 08:10 UTC"),
        (None, None, ""),
    ],
)  # fmt: skip
def test_when_it_happened(earliest: str | None, latest: str | None, words: str) -> None:
    first, last = (utc(each) if each else None for each in (earliest, latest))
    assert when_words(Span(earliest=first, latest=last)) == words
