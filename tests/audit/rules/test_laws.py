"""What holds for every rule about edits and posts, whatever the history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audit.rules.building import KEPT, Step, find, post, site
from tracker.audit.rule import EditRule, SiteRule
from tracker.audit.rules import all_rules

LINES = st.sampled_from(
    [
        "The bridge has 12 lamps.",
        "The bridge has 14 lamps.",
        "Olsen said that it was late.",
        "It stands in [the report](https://port.example/report).",
        "It stands in [the report](https://casino.example/report).",
        "This is not advice.",
        "",
        "Updated: May 2, 2024, 9:45 a.m.",
        "Updated: May 9, 2026, 9:45 a.m.",
        "Correction: There are 14 lamps, not 12.",
        "\u202eodd\u2028words\x07 `\\n{commit}` " + "very long " * 40,
    ]
)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n\n".join)
START = datetime(2024, 5, 2, 8, 10)
OPTIONS = {"terms": ("lamps", "Olsen"), "text": "This is not advice."}


@st.composite
def histories(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw the states of a post, some hours apart."""
    steps, at, activity = [], START, (1, 20)
    for place in range(draw(st.integers(2, 5))):
        moved = draw(st.integers(-1, 2)) if place else 0
        activity = (max(activity[0] + moved, 0), activity[1] + abs(moved))
        kept = draw(st.booleans())
        away = draw(st.sampled_from(["", "", "", "unpublished", "erased"])) if place else ""
        steps.append(
            Step(
                at=f"{at:%Y-%m-%dT%H:%M}",
                text=None if away else draw(TEXTS),
                title=draw(st.sampled_from(["A bridge", "A bridge of 14 lamps"])),
                modified=KEPT if kept and place else None,
                away=away,
                revision=activity[1] if moved > 0 else None,
                editor=draw(st.sampled_from(["", "1 Jane Doe", "0"])) if moved > 0 else "",
                activity=activity,
                fields={"author": draw(st.integers(1, 2))},
            )
        )
        at += timedelta(hours=draw(st.integers(1, 30)))
    return tuple(steps)


def asked(rule: str) -> dict[str, Any]:
    """Give the thresholds that a rule needs."""
    return {name: OPTIONS[name] for name in all_rules()[rule].takes if name in OPTIONS}


EDIT_RULES = [name for name, rule in all_rules().items() if isinstance(rule, EditRule)]
LASTING = [name for name in EDIT_RULES if all_rules()[name].resolves]
OF_POSTS = [name for name, rule in all_rules().items() if not isinstance(rule, SiteRule)]


@settings(max_examples=60)
@given(histories())
def test_resolved_is_resolved_for_good(steps: tuple[Step, ...]) -> None:
    here = site(host="news.example")
    grown = [post(*steps[:end], of=here) for end in range(2, len(steps) + 1)]
    for name in LASTING:
        for index in range(1, len(steps)):
            found: set[str] | None = None
            for seen in grown[index - 1 :]:
                now = {one.detail for one in find(name, seen, index, **asked(name))}
                assert found is None or now <= found, name
                found = now


@settings(max_examples=60)
@given(histories())
def test_findings_are_short_clean_and_told_apart(steps: tuple[Step, ...]) -> None:
    seen = post(*steps, of=site(host="news.example"))
    for name in OF_POSTS:
        places = range(1, len(steps)) if name in EDIT_RULES else [1]
        for index in places:
            found = find(name, seen, index, **asked(name))
            assert len({one.detail for one in found}) == len(found), name
            assert find(name, seen, index, **asked(name)) == found
            for one in found:
                assert one.words.isprintable(), name
                assert len(one.words) <= 400, name
                assert not one.words.endswith("."), name
                assert len(one.evidence) <= 12, name
                assert all(each.isprintable() for each in (*one.evidence, one.detail)), name


@pytest.mark.parametrize("name", EDIT_RULES)
def test_the_same_words_read_again_are_no_finding(name: str) -> None:
    first = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.", activity=(1, 20))
    again = Step(at="2024-05-02T18:10", modified=KEPT)
    assert not find(name, post(first, again), **asked(name))
