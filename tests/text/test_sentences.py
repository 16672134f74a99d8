"""Sentences are cut where a reader would cut them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import sentences as rules
from tracker.text.sentences import sentence_ends


def cut(text: str, language: str = "en-US") -> list[str]:
    ends = sentence_ends(language, text)
    return [text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


@pytest.mark.parametrize(
    "whole",
    [
        "Updated: 1:51 p.m.",
        "The office closes at 5 p.m. Monday and opens at 9 a.m. Tuesday.",
        "It flew to the U.S. Senate before noon.",
        "See No. 5, Sec. 12 and p. 7 of the report.",
        "Mr. J. R. Stone met Gov. Ann B. Reed, Dr. Wu and Lt. Gov. Paz.",
        "1. Fill in the form.",
        "Use oak, ash, etc. for the frame.",
        "The price rose to 4.2 million dollars.",
        "Visit news.example.org for more.",
        "“Why now?” she asked.",
        "He waited… then left.",
        "The Tide v. Harbor Corp. case began on Aug. 5.",
        "Under Code Regs., tit. 4, nothing changes.",
    ],
)
def test_stays_whole(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The bridge is shut.", "It opens in May."],
        ["They moved to the U.S.", "The move took a year."],
        ["It ended at 5 p.m.", "The crowd went home."],
        ["“I saw it.", "It was red,” he said.", "Nobody answered."],
        ["No!", "Yes?", "Well..."],
        ["He is under age 18.", "Parents must sign."],
        ["(See below.)", "Then go on."],
    ],
)
def test_is_cut(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_scripts_without_spaces() -> None:
    assert cut("今日は雨です。明日は晴れます。", "ja") == ["今日は雨です。", "明日は晴れます。"]
    assert cut("今天很好。明天呢？", "zh-CN") == ["今天很好。", "明天呢？"]


def test_right_to_left() -> None:
    assert cut("وصل القطار. أين الركاب؟ غادروا.", "ar") == ["وصل القطار.", "أين الركاب؟", "غادروا."]


def test_german_dates_and_abbreviations() -> None:
    assert cut("Am 5. Mai kam z. B. der Rat. Er blieb.", "de-DE") == [
        "Am 5. Mai kam z. B. der Rat.",
        "Er blieb.",
    ]


@pytest.mark.parametrize("language", ["", "x", "en_GB", "zz-ZZ", "\x00", "EN"])
def test_any_language_name_will_do(language: str) -> None:
    assert cut("It is so. It was not.", language) == ["It is so.", "It was not."]


_UNFINISHED = re.compile(r"[\w#,;:(\[–—-]\s*\Z")
_INNER = re.compile(r"""(?<=[a-zß-öø-ÿ0-9]{2}[.!?])[”’"')]*\s+(?=[“‘«("']?[A-ZÀ-ÖØ-Þ])""")
_WORDS = (
    "p.m.", "a.m.)", "U.S.", "U.S.A.”", "No.", "approx.", "Inc.", "Mr.", "z. B.", "Thurs.", "(iv)",
    "5.", "12)", "1.", "etc.", "A.", "Jr.”", "e.g.", "internationally.", "harbour.", "road!",
    "why?", "Word", "word", "Ärger", "ärger", "“I", "(See", "”", "’", ")", '"', "'", "«", "…", "–",
    "[1]", "—", ":", ";", "#", "_", "42", "今日。", "?", "!", ".", "$5", "Monday", "January", "GMT",
)  # fmt: skip
_sentences = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from(("", " ", " ", " ", " " * 45))), max_size=12
).map(lambda pairs: "".join(word + space for word, space in pairs))


def belong_by_all_rules(sentence: str, following: str, primary: str) -> bool:
    """Ask every rule about the whole tail, without the short cuts."""
    tail = sentence[-40:]
    if tail[-1:] == "." or _UNFINISHED.search(tail) or rules._CONTINUES.match(following):
        return True
    if rules._NO_END.search(tail) or rules._LIST_NUMBER.match(sentence):
        return True
    if primary not in rules._INNER_LANGUAGES and rules._ORDINAL.search(tail):
        return True
    if rules._MAYBE_END.search(tail):
        return rules._NO_START.match(following) is not None
    return not any(map(str.isalnum, sentence))


@given(
    sentence=_sentences, following=_sentences.filter(bool), primary=st.sampled_from(("en", "de"))
)
def test_short_cuts_leave_the_rules_as_they_are(
    sentence: str, following: str, primary: str
) -> None:
    expected = belong_by_all_rules(sentence, following, primary)
    assert rules._belong_together(sentence, following, primary) is expected


@given(text=_sentences)
def test_quoted_speech_is_found_at_the_same_places(text: str) -> None:
    found = [match.end() for match in rules._INNER.finditer(text)]
    assert found == [match.end() for match in _INNER.finditer(text)]


@given(text=_sentences)
def test_opening_marks_belong_to_what_follows(text: str) -> None:
    opening = rules._OPENING.search(text)
    assert rules._before_opening(text, 0, len(text)) == (opening.start() if opening else len(text))
