"""Sentences are cut where a reader would cut them."""

from __future__ import annotations

import pytest

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
