"""Reports at three widths, with and without colour, are as they were read in review."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.terminal.golden_cases import names, path_of, screen


@pytest.mark.parametrize(("width", "color"), names())
def test_a_screen_is_as_it_was(played: Path, width: int, color: bool) -> None:
    assert screen(played, width, color=color) == path_of(width, color).read_text()


@pytest.mark.parametrize(("width", "color"), names())
def test_no_line_is_wider_than_the_terminal(width: int, color: bool) -> None:
    for line in path_of(width, color).read_text().splitlines():
        shown = re.sub("␛\\[[0-9;]*m", "", line)
        assert wcswidth(shown) <= width, shown


@pytest.mark.parametrize("width", sorted({width for width, _ in names()}))
def test_colour_adds_nothing_but_colour_to_a_list(width: int) -> None:
    plain, colored = (path_of(width, color).read_text() for color in (False, True))
    for title in ("$ log\n", "$ log POST\n"):
        one, other = (text.partition(title)[2].partition("\n\n")[0] for text in (plain, colored))
        assert re.sub("␛\\[[0-9;]*m", "", other) == one
        assert "␛" in other
        assert "␛" not in one
