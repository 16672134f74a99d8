"""Every case file says what it should."""

from __future__ import annotations

import pytest

from tests.edits.reading import Case, actual, holds, iter_cases

CASES = tuple(iter_cases())
PARTS = ("reason", "no-reason", "contradiction")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assessments = case.assess()
    for number, name, value in case.expected:
        one = assessments[number - 1]
        shown = (one.reasons, one.contradictions) if name in PARTS else actual(one, name)
        assert holds(one, name, value), f"{case.about} {number}.{name}: {value!r}, but {shown!r}"


def test_there_are_many_and_each_says_kind_severity_and_disclosure() -> None:
    assert len(CASES) >= 120
    for case in CASES:
        last = {name for number, name, _ in case.expected if number == len(case.states)}
        assert {"kind", "severity", "disclosure"} <= last, case.name
