"""Words looked at once and all together are cut as those of each sentence alone."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from tests.diff.strategies import WORDS, sentences
from tracker.diff import tokenize
from tracker.diff.lexicon import Lexicon

ODD = "tide, it's l’eau a_b _ 5 May $ - U.S. x@y.example é tide. it's. wait... -. é. . 5."
PARTS = st.sampled_from((*WORDS, *ODD.split()))
anything = st.text(st.characters(exclude_characters="\n"), max_size=4)  # a sentence is one line
drawn = st.lists(PARTS | anything, max_size=6).map(" ".join)


def learned(texts: Iterable[str]) -> Lexicon:
    """Make a lexicon of these sentences and enough others."""
    lexicon = Lexicon()
    lexicon.learn([*texts, *map(str, range(100))])
    return lexicon


@given(st.lists(drawn | sentences, max_size=8))
def test_the_tokens_are_the_same(texts: list[str]) -> None:
    alone, together = Lexicon(), learned(texts)
    for text in texts:
        assert together.cut(text)[0] == alone.cut(text)[0] == tuple(tokenize(text))
        assert len(together[text]) == len(alone[text])


@given(drawn, drawn)
def test_the_words_are_equal_where_they_were(one: str, other: str) -> None:
    alone, together = Lexicon(), learned([one, other])
    pairs = [(lexicon[one], lexicon[other]) for lexicon in (alone, together)]
    shapes = [[x == y for x in first for y in second] for first, second in pairs]
    assert shapes[0] == shapes[1]


@given(drawn, drawn)
def test_characters_are_equal_where_tokens_are(one: str, other: str) -> None:
    lexicon = learned([one, other])
    (a, first), (b, second) = lexicon.cut(one), lexicon.cut(other)
    assert (len(first), len(second)) == (len(a), len(b))
    assert [x == y for x in first for y in second] == [x == y for x in a for y in b]


def test_a_date_is_one_token_among_many_sentences() -> None:
    lexicon = learned([f"On July {day}, they came again" for day in range(1, 31)])
    assert "July 22" in lexicon.cut("On July 22, they came again")[0]
