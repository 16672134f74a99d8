"""Read the time that a note claims: a day, a clock time, or both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from tracker.edits import calendar


class Precision(StrEnum):
    """How finely a claimed time is given."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A local time without a zone.

    Args:
        words: as they stand in the note.
        day: None where only a clock time is given.
        minute: of the day; None where only a day is given.
        precision: of the finest part.
    """

    words: str
    day: date | None
    minute: int | None
    precision: Precision


_FLAGS = re.IGNORECASE
_CLOCK = re.compile(calendar.CLOCK, _FLAGS)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EASTERN = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_NUMERIC = re.compile(rf"(?<!\d){calendar.NUMERIC_DATE}")
_WORDED = re.compile(rf"(?<!\w){calendar.WORDED_DATE}", _FLAGS)
_MONTH = re.compile(rf"(?<!\w){calendar.MONTH_ONLY}", _FLAGS)
_DAY_NAME = re.compile(rf"(?<!\w)(?:{calendar.RELATIVE_DAY}|{calendar.WEEKDAY})", _FLAGS)


def read_moment(phrase: str, *, language: str, latest: date) -> Moment | None:
    """Read the first day and the first clock time of a phrase.

    Args:
        phrase: without a zone.
        language: BCP 47, of the note; with a region it decides on 2/5/2024.
        latest: the last day that can be meant, where no year is given.
    """
    text = ascii_digits(phrase)
    day, precision, words, start, end = _read_day(text, language, latest)
    rest = text if start < 0 else f"{text[:start]} {' ' * (end - start)} {text[end:]}"
    clock = _CLOCK.search(rest)
    minute = _minute(clock) if clock else None
    if minute is None or clock is None:
        if day is None:
            return None
        return Moment(words=words, day=day, minute=None, precision=precision)
    hourly = not any(clock[name] for name in ("m", "m24", "jm", "word"))
    return Moment(
        words=" ".join(f"{words} {clock[0].strip()}".split()),
        day=day if precision is Precision.DAY else None,
        minute=minute,
        precision=Precision.HOUR if hourly else Precision.MINUTE,
    )


def ascii_digits(text: str) -> str:
    """Write the digits of all scripts as ASCII digits."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(each)) if each.isdigit() and not each.isascii() else each
        for each in unicodedata.normalize("NFC", text).replace("：", ":")
    )


def _read_day(
    text: str, language: str, latest: date
) -> tuple[date | None, Precision, str, int, int]:
    """Find a day: it, its precision, its words and its place."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
        (_ISO, lambda match: _date(match[1], match[2], match[3])),
        (_EASTERN, lambda match: _eastern(match, latest)),
        (_NUMERIC, lambda match: _parsed(match[0], language, latest, _order(language))),
        (_WORDED, lambda match: _parsed(match[0], language, latest, "DMY")),
    )
    for pattern, reader in readers:
        match = pattern.search(text)
        day = reader(match) if match else None
        if match and day:
            return day, Precision.DAY, match[0], match.start(), match.end()
    match = _MONTH.search(text)
    if match and (day := _parsed(f"1 {match[0]}", language, latest, "DMY")):
        return day, Precision.MONTH, match[0], match.start(), match.end()
    match = _DAY_NAME.search(text)
    if match and (day := _parsed(match[0], language, latest, "DMY")):
        return day, Precision.DAY, match[0], match.start(), match.end()
    return None, Precision.DAY, "", -1, -1


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _eastern(match: re.Match[str], latest: date) -> date | None:
    if match[1]:
        return _date(match[1], match[2], match[3])
    day = _date(str(latest.year), match[2], match[3])
    return day if day is None or day <= latest else _date(str(latest.year - 1), match[2], match[3])


def _order(language: str) -> str:
    """Tell how a language writes 2/5/2024; American unless the region says otherwise."""
    return "MDY" if language in ("en", "en-US", "en_US") else "DMY"


@lru_cache(maxsize=1024)
def _parsed(phrase: str, language: str, latest: date, order: str) -> date | None:
    """Let dateparser read a day, in the language of the note first, then in English."""
    import dateparser  # type: ignore[import-untyped]  # takes a quarter of a second, and most edits claim no time

    base = datetime(latest.year, latest.month, latest.day, 23, 59)
    found = dateparser.parse(
        phrase.replace("º", "").replace("°", ""),
        languages=sorted({language.split("-")[0], "en"} & _KNOWN, key=lambda each: each == "en"),
        settings={
            "DATE_ORDER": order,
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    return None if found is None else found.date()


_KNOWN = frozenset(
    [
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "ja",
        "ar",
        "ru",
        "sv",
        "da",
        "nb",
        "fi",
        "cs",
        "uk",
        "tr",
        "ko",
        "zh",
        "he",
        "el",
    ]
)


def _minute(match: re.Match[str]) -> int | None:
    """Turn a clock time into the minute of its day; None for 25:00 and 13 p.m."""
    if match["word"]:
        return 0 if match["word"].lower() in ("midnight", "mitternacht", "minuit") else 720
    hour = int(match["h"] or match["jh"] or match["h24"] or match["h1"])
    minute = int(match["m"] or match["jm"] or match["m24"] or 0)
    half = (match["half"] or "").lower()
    evening = half.startswith("p") or match["jp"] == "午後"
    morning = half.startswith("a") or match["jp"] == "午前"
    if match["arabic"]:
        evening, morning = "م" in match["arabic"], "ص" in match["arabic"]
    if (evening or morning) and hour > 12:
        return None
    if evening or morning:
        hour = hour % 12 + 12 * evening
    return hour * 60 + minute if hour < 24 and minute < 60 else None
