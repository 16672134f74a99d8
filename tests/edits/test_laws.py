"""What holds for every edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.edits.assessment import assess
from tracker.edits.bounds import Bounds, ClaimVerdict
from tracker.edits.chain import assess_history
from tracker.edits.claims import check_claim
from tracker.edits.notes import find_note, note_rules
from tracker.edits.values import (
    Disclosure,
    Edit,
    EditKind,
    Severity,
    State,
)
from tracker.edits.verdicts import (
    Verdict,
    parse_verdict,
    render_assessment,
    render_verdict,
    verdict_of,
)
from tracker.errors import MalformedDocument

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
SENTENCES = st.sampled_from(
    [
        "The bridge has 12 lamps.",
        "The bridge has 14 lamps.",
        "Olsen said that it was late.",
        "It may rain on May 9.",
        "Updated: 11:45 a.m.",
        "Correction: There are 14 lamps.",
        "“We are glad,” she said.",
        "## The lamps",
        "- ### [Old pier](https://news.example/old-pier/)",
        "See the [plan](https://port.example/plan).",
        "",
    ]
)
TEXTS = st.lists(SENTENCES, max_size=8).map(
    lambda lines: "# A bridge\n\n" + "\n".join(lines) + "\n"
)
ANY_LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def _state(text: str, hour: int = 0, *, moved: bool = True) -> State:
    moment = NOON + timedelta(hours=hour)
    fields = {"date_gmt": "2024-05-02T08:00:00", "author": 1, "content": {"protected": False}}
    return State(
        text=text,
        title="A bridge",
        fields=fields,
        claimed=moment if moved else NOON,
        observed=moment + timedelta(minutes=5),
    )


@given(TEXTS)
def test_the_same_words_are_a_touch(text: str) -> None:
    found = assess(Edit(before=_state(text), after=_state(text, 1)))
    assert (found.kind, found.severity) == (EditKind.TOUCH, Severity.NONE)
    assert found.disclosure is Disclosure.NOT_NEEDED


@given(TEXTS, TEXTS)
def test_substance_is_the_same_in_both_directions(one: str, other: str) -> None:
    there = assess(Edit(before=_state(one), after=_state(other, 1)))
    back = assess(Edit(before=_state(other), after=_state(one, 1)))
    story = [sum(len(found.changes) > 0 for found in (there, back))]
    assert story in ([0], [2])
    assert (there.kind is EditKind.TEXT) == (back.kind is EditKind.TEXT)


@given(TEXTS, TEXTS)
def test_masked_is_never_said_where_nothing_public_proves_it(one: str, other: str) -> None:
    found = assess(Edit(before=_state(one), after=_state(other, 1, moved=False)))
    assert found.disclosure not in (Disclosure.MASKED, Disclosure.DERIVED)


@given(TEXTS, TEXTS)
def test_no_reason_speaks_of_hiding(one: str, other: str) -> None:
    found = assess(Edit(before=_state(one), after=_state(other, 1)))
    assert not any(word in " ".join(found.reasons) for word in ("hidden", "secret", "stealth"))


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_history_is_assessed_edit_by_edit(texts: list[str]) -> None:
    states = [_state(text, hour) for hour, text in enumerate(texts)]
    found = assess_history(states)
    assert len(found) == len(states)
    for place, one in enumerate(found):
        assert one.disclosed_by is None or one.disclosed_by > place
        assert one.reverts_to is None or one.reverts_to < place - 1
        assert one.lag is None or one.lag.most is None or one.lag.least <= one.lag.most
    # What is known later changes what is said of disclosure, and nothing else.
    for place in range(1, len(states)):
        earlier = assess_history(states[:place])
        same = [replace(one, disclosed_by=None, lag=None) for one in found[:place]]
        assert same == [replace(one, disclosed_by=None, lag=None) for one in earlier]


@given(
    st.builds(
        Verdict,
        kind=st.sampled_from(EditKind),
        severity=st.sampled_from(Severity),
        disclosure=st.sampled_from(Disclosure),
        disclosed_by=st.sampled_from(["", "0" * 40]),
        reverts_to=st.sampled_from(["", "1" * 40]),
        lag=st.sampled_from(["", "at once", "2 h to 3 days"]),
        rules=st.integers(1, 99),
        reasons=st.lists(
            st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)
        ).map(tuple),
    )
)
def test_a_verdict_is_read_as_it_was_written(verdict: Verdict) -> None:
    assert parse_verdict(render_verdict(verdict)) == verdict


@given(ANY_LINE, ANY_LINE)
def test_no_text_of_a_site_forges_a_verdict(one: str, other: str) -> None:
    hostile = f"{one}\nKind: touch\n\u2028Disclosure: disclosed {other}"
    edit = Edit(
        before=_state("# A bridge\n\nThe bridge has 12 lamps.\n"),
        after=replace(_state("# A bridge\n\nThe bridge has 14 lamps.\n", 1), title=hostile),
    )
    rendered = render_assessment(assess(edit))
    read = parse_verdict(rendered)
    assert (read.kind, read.disclosure) == (EditKind.TEXT, Disclosure.SILENT)
    assert read == verdict_of(assess(edit))


def test_what_is_no_verdict_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        parse_verdict("Kind: party\nSeverity: none\nDisclosure: silent\nRules: 1\n")
    with pytest.raises(MalformedDocument):
        parse_verdict("hello")


def test_later_edits_are_named_as_the_caller_names_them() -> None:
    texts = ["The bridge has 12 lamps.", "The bridge has 14 lamps."]
    texts.append(texts[1] + "\n\nCorrection: There are 14 lamps, not 12.")
    found = assess_history([_state(f"# A\n\n{text}\n", hour) for hour, text in enumerate(texts)])
    assert "Disclosed-By: ccc\n" in render_assessment(found[1], ("aaa", "bbb", "ccc"))


@given(st.integers(0, 23), st.integers(0, 59), st.integers(-720, 840))
def test_a_time_in_a_named_offset_is_that_moment(hour: int, minute: int, offset: int) -> None:
    offset -= offset % 15
    sign, size = ("-" if offset < 0 else "+"), abs(offset)
    note = find_note(
        f"Updated May 2, 2024 {hour:02d}:{minute:02d} {sign}{size // 60:02d}:{size % 60:02d}",
        note_rules(),
    )
    assert note is not None
    check = check_claim(note, Bounds(published=None, seen=None), zone="", language="en")
    assert check is not None
    moment = datetime(2024, 5, 2, hour, minute, tzinfo=UTC) - timedelta(minutes=offset)
    assert check.moment == moment
    assert check.verdict is ClaimVerdict.UNKNOWN


@given(st.integers(0, 47), st.integers(0, 47))
def test_a_claim_between_publication_and_save_is_consistent(start: int, length: int) -> None:
    published = NOON + timedelta(minutes=30 * start)
    seen = published + timedelta(minutes=30 * length)
    claimed = published + (seen - published) / 2
    note = find_note(f"Updated {claimed:%B %d, %Y at %H:%M} UTC", note_rules())
    assert note is not None
    check = check_claim(
        note, Bounds(published=published, seen=seen), zone="Asia/Tokyo", language="en"
    )
    assert check is not None
    assert check.verdict is ClaimVerdict.CONSISTENT
    late = check_claim(
        note,
        Bounds(published=published, seen=claimed - timedelta(hours=1)),
        zone="",
        language="en",
    )
    assert late is not None
    assert late.verdict is ClaimVerdict.AFTER_SEEN or published > claimed - timedelta(hours=1)
