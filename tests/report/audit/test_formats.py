"""All forms of an audit by name."""

from __future__ import annotations

import pytest

from tests.report.audit.runs import calm, hostile, usual
from tracker.report.audit import FORMATS, render_run


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("make", [usual, calm, hostile])
def test_each_form_is_text_that_ends_with_a_line(format: str, make: object) -> None:
    assert callable(make)
    text = render_run(make(), format)
    text.encode()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\x1b" not in text
    assert text == render_run(make(), format)


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "json"])
def test_no_form_leaves_out_a_finding(format: str) -> None:
    text = render_run(usual(), format)
    for words in ("Harbour wall will cost more", "Timetable", "sync-failed", "webhook"):
        assert words in text


def test_there_is_no_other_form() -> None:
    with pytest.raises(ValueError, match="There is no format 'yaml'"):
        render_run(usual(), "yaml")
