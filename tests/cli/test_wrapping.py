"""How texts of topics are fitted to a width."""

from __future__ import annotations

from tracker.cli.wrapping import fit

TEXT = """\
A HEAD

Words that run on and
on in a paragraph.

  short  a term that is explained in words that
         go on below
  a-long-term, and-another
         explained below it
  git log --format='%as %s' --notes=tracker -- '*/text.md'
"""


def test_a_width_that_is_enough_joins_what_was_broken() -> None:
    assert (
        fit(TEXT, 80)
        == """\
A HEAD

Words that run on and on in a paragraph.

  short  a term that is explained in words that go on below
  a-long-term, and-another
         explained below it
  git log --format='%as %s' --notes=tracker -- '*/text.md'
"""
    )


def test_a_column_stays_and_a_command_is_whole() -> None:
    assert (
        fit(TEXT, 34)
        == """\
A HEAD

Words that run on and on in a
paragraph.

  short  a term that is explained
         in words that go on below
  a-long-term, and-another
         explained below it
  git log --format='%as %s' --notes=tracker -- '*/text.md'
"""
    )


def test_where_a_column_is_too_narrow_words_stand_below_their_term() -> None:
    assert fit("  a term with a name  and what is said of it", 40) == (
        "  a term with a name\n      and what is said of it"
    )
