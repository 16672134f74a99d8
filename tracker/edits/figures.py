"""Numbers, sums of money, percentages, dates and times, with keys that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from tracker.diff import TokenKind, kind_of
from tracker.edits.calendar import MONTH_NUMBERS, WEEKDAYS
from tracker.edits.counting import counted_at, scale_of
from tracker.edits.ideographs import SCALE_NUMERALS, iter_numerals, value_of
from tracker.edits.tongues import UNSPACED, Tongue
from tracker.edits.values import Atom, AtomKind
from tracker.edits.vocabulary import MONEY_WORDS, PERCENT_WORDS

_MONEY = re.compile(r"[$¢£¤¥€\u20a0-\u20cf円元]")
_GROUPS = re.compile(r"(?<=\d)[,'’٬，\x20\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?!\d)")
_PERCENT = re.compile(r"\s*(?:%|‰|٪|per\s?cent|percent|prozent)", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_PAIR = re.compile(r"(?<=\d)[-–:：比対](?=\d)")
_SCALED = re.compile(rf"(\D*)(\d+(?:[.,]\d+)?)-?([{SCALE_NUMERALS}]+|[^\W\d_]+)\.?(.*)", re.DOTALL)
_AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}\Z")
_SPACES = re.compile(r"\s+")
_HOURS = frozenset({"noon", "midnight"})
_UNITS = {
    "bn": 10**9, "mn": 10**6, "tn": 10**12, "mio": 10**6, "mrd": 10**9, "tsd": 1000,
    "hundred": 100, "million": 10**6, "млн": 10**6, "млрд": 10**9, "тыс": 1000, "مليون": 10**6,
    "مليار": 10**9, "ألف": 1000,
}  # fmt: skip


def figures(tokens: Sequence[str], tongue: Tongue) -> Iterator[Atom]:
    """Give the figures of a sentence.

    Args:
        tokens: of the sentence.
        tongue: the words of its language.
    """
    if tongue.language in UNSPACED:
        yield from iter_numerals("".join(tokens), tongue)
    words = [token for token in tokens if not token.isspace()]
    spotted = _spotted(tongue)
    at = 0
    while at < len(words):
        if _is_plain(words[at], spotted):
            at += 1
            continue
        atom, at = _figure(words, at, tongue)
        if atom is not None:
            yield atom


def _is_plain(word: str, spotted: frozenset[str]) -> bool:
    """Tell at a glance that no figure begins with a word, as with nearly all."""
    if len(word) == 1:
        return not word.isalnum()
    return bool(spotted) and word.isalpha() and word.lower() not in spotted


@cache
def _spotted(tongue: Tongue) -> frozenset[str]:
    """List the words that a figure can begin with; empty where they can have more letters."""
    if tongue.attached or tongue.glue is not None:
        return frozenset()
    return WEEKDAYS | MONTH_NUMBERS.keys() | _HOURS | tongue.numbers.keys() | tongue.ones


def pair_of(key: str) -> tuple[str, str] | None:
    """Take the key of a score or a range apart; None for any other."""
    one, dash, other = key.partition("-")
    return (one, other) if dash and one.isdecimal() and other.isdecimal() else None


def _figure(words: Sequence[str], at: int, tongue: Tongue) -> tuple[Atom | None, int]:
    """Read the figure that begins at a word, if one does, and tell where to go on."""
    token = words[at]
    lower = token.lower()
    if not token.isalpha() and any(map(str.isdigit, token)):
        kind = kind_of(token)
        if kind is TokenKind.DATE:
            return Atom(AtomKind.DATE, token, _date_key(token)), at + 1
        if kind is TokenKind.TIME:
            return Atom(AtomKind.TIME, token, _time_key(token)), at + 1
        if kind is TokenKind.NUMBER:
            return _number(words, at, tongue)
        return None, at + 1
    counted = counted_at(words, at, tongue)
    if counted is not None:
        shown = " ".join(words[at : counted.end]).replace(" - ", "-")
        following = words[counted.end].lower() if counted.end < len(words) else ""
        return Atom(_kind("", following), shown, str(counted.value)), counted.end
    if token[0].isupper() and (lower in WEEKDAYS or lower in MONTH_NUMBERS):
        return Atom(AtomKind.DATE, token, str(MONTH_NUMBERS.get(lower, lower[:3]))), at + 1
    if lower in _HOURS:
        return Atom(AtomKind.TIME, token, str(720 * (lower == "noon"))), at + 1
    return None, at + 1


def _number(words: Sequence[str], at: int, tongue: Tongue) -> tuple[Atom, int]:
    """Read a number in digits, with a scale word behind it: 5 mil."""
    token, end = words[at], at + 1
    key = _number_key(token, tongue)
    scale = scale_of(words[end], tongue) if end < len(words) else None
    if scale is not None and not _PERCENT.search(token):
        value = _scaled(key, scale)
        if value is not None:
            token, key, end = f"{token} {words[end]}", value, end + 1
    following = words[end].lower() if end < len(words) else ""
    return Atom(_kind(token, following), token, key), end


def _kind(token: str, following: str) -> AtomKind:
    if _PERCENT.search(token) or following in PERCENT_WORDS:
        return AtomKind.PERCENTAGE
    if _MONEY.search(token) or following in MONEY_WORDS:
        return AtomKind.MONEY
    return AtomKind.NUMBER


def _number_key(token: str, tongue: Tongue) -> str:
    """Make equal numbers alike: digits, separators of thousands, scale words, spaces and case."""
    text = _digits(_PERCENT.sub("", token))
    text = _SPACES.sub("", _GROUPS.sub("", text)).casefold()
    text = _PAIR.sub("-", text).replace("us$", "$")
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    match = _SCALED.fullmatch(text)
    if match is None:
        return text
    scale = _scale(match[3], tongue)
    value = None if scale is None else _scaled(match[2], scale)
    return text if value is None else match[1] + value + match[4]


def _scale(word: str, tongue: Tongue) -> int | None:
    """Give the value of the letters behind digits: million, bn, 万."""
    found = scale_of(word, tongue) or _UNITS.get(word)
    return value_of(word) if found is None and word[0] in SCALE_NUMERALS else found


def _scaled(number: str, scale: int) -> str | None:
    """Multiply; None where a separator can be one of thousands as well as a decimal point."""
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", number) or _AMBIGUOUS.match(number):
        return None
    value = Decimal(number.replace(",", ".")) * scale
    return f"{value.normalize():f}"


def _digits(token: str) -> str:
    """Write decimal digits of any script as 0 to 9, and their separators as ours."""
    if token.isascii():
        return token
    digits = (str(int(each)) if each.isdecimal() else each for each in token)
    return "".join(digits).replace("٫", ".").replace("．", ".")


def _date_key(token: str) -> str:
    """Make equal dates alike: `July 2`, `2 July`, `Jul. 2nd`."""
    parts = []
    for word in _WORDS.findall(token.lower()):
        month = MONTH_NUMBERS.get(word)
        if month is not None:
            parts.append(f"m{month}")
        elif word.isdigit():
            parts.append(word.lstrip("0"))
    return " ".join(sorted(parts)) if any(part.startswith("m") for part in parts) else token


def _time_key(token: str) -> str:
    match = _HALF_DAY.match(token)
    if match is None:
        return token
    hour = int(match[1]) % 12 + 12 * (match[3].lower() == "p")
    return f"{hour}:{match[2] or '00'}"
