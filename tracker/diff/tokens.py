"""Cut prose into the tokens that a person would call changed: words, numbers, dates, marks.

A token never ends inside a grapheme cluster, and the tokens of a text joined together are the text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from tracker.diff.graphemes import extend_pattern, prepend_class

_KATAKANA = r"\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\uFF66-\uFF9F"
_UNSPACED = (
    # Ideographs, kana and bopomofo; Thai, Lao, Myanmar, Khmer: scripts without spaces.
    r"\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3038-\u303C\u3041-\u30FF\u3100-\u312F"
    r"\u31A0-\u31BF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F"
    r"\U00016FE0-\U00018D8F\U0001AFF0-\U0001B2FF\U00020000-\U0003FFFF"
    r"\u0E00-\u0E7F\u0E80-\u0EFF\u1000-\u109F\u1780-\u17FF\uA9E0-\uA9FF\uAA60-\uAA7F"
)
_VIRAMA = r"\u1039\u17D2"  # Myanmar and Khmer: the consonant below belongs to the cluster

_MONTH = (
    r"(?:Jan(?:uary?|\.)?|Feb(?:ruary?|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|"
    r"Jänner|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    r"janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"januari|februari|maart|mei|juni|juli|augustus)(?!\w)"
)
_YEAR = r"(?:,?\s(?:de\s)?\d{4}(?!\d))?"
_MONTH_FIRST = rf"(?=[A-Zadefgjlmnos]){_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:]){_YEAR}(?!\w)"
_DATE = (
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)|"
    r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\w)|\d{4}/\d{1,2}/\d{1,2}(?!\w)|"
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\w)|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:de\s)?{_MONTH}{_YEAR}(?!\w)"
)
_HALF_DAY = r"\s?[AaPp](?:[Mm](?!\w)|\.\s?[Mm]\.)"
_CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d\d){{1,2}}{_HALF_DAY}|\d{{1,2}}{_HALF_DAY}|"
    r"\d{1,2}(?::\d\d){1,2}(?!\w)"
)
_CURRENCY = r"$¢£¤¥\u20A0-\u20CF"
_UNIT = (
    r"(?:hundred|thousand|[mbt]n|[mbtr]+illions?|Mio\.|Mrd\.|Tsd\.|Millionen|Milliarden?|"
    r"millones|milliards?|milion[ie]|miliardi|milh(?:ões|ão)|duizend|percent|per\scent|Prozent|"
    r"مليون|مليار|ألف|млн|млрд|тыс|"
    r"°\s?[CF]?|[kcmµ]?m[²³]?|km/h|mph|[kmµ]?g|[kMG]?Wh?|[kMGT]i?[Bb]|ha|ft|lbs?)(?!\w)"
)
_TAIL = rf"\s?[%‰٪]|\s?[{_CURRENCY}]|[\s-]?{_UNIT}|[十百千万億兆亿萬]+[円元]?|[円元]"
_SUMS = (
    r"(?:EUR|USD|GBP|CHF|PLN|[Ee]uros?|[Dd]ollars?|francs|Franken|zł|kr|kronor|Kč|руб|грн)(?!\w)"
)
# A plain space between groups of three digits: only where nothing else can be meant, since in
# "of 5 200 came" two numbers meet.
_GROUPED = (
    rf"(?:(?<!\d\x20)\d{{1,3}}(?:\x20\d{{3}}){{2,5}}|\d{{1,3}}\x20000)(?!\d|\x20\d)(?:[.,]\d+)?|"
    rf"\d{{1,3}}\x20\d{{3}}(?!\d)(?:[.,]\d+)?(?={_TAIL}|\x20{_SUMS})"
)
# A score, a fraction, a ratio; "10-12 p.m." and "5-7 May" are a number and a time, or a date.
_PAIR = (
    r"(?<![-–/:.,])\d{1,4}(?:(?<!\d{4})[-–:：比対]\d{1,3}|/\d{1,4})(?![\dA-Za-z/]|[-–:.,]\d|-[A-Z]{2})"
    rf"(?!{_HALF_DAY}|\s(?:de\s)?{_MONTH})"
)
_PLAIN_NUMBER = r"\d+(?:[.,'’٫٬\u00a0\u202f\u2009]\d+)*(?:(?<=[０-９])[，．]\d+)*"
_NUMBER = (
    rf"(?:(?<![\w.,)\]])[-+−±])?(?:[{_CURRENCY}]\s?)?"
    rf"(?:(?=\d{{1,4}}[-–:：比対/\x20]\d)(?:{_PAIR}|{_GROUPED})|{_PLAIN_NUMBER})(?:{_TAIL})?"
)
_FIGURE = rf"(?=\d)(?:{_DATE}|{_CLOCK})|(?=[-+−±\d{_CURRENCY}]){_NUMBER}"
_DOLLARS = rf"[A-Z]{{1,3}}(?=\$\s?\d){_NUMBER}"

_TARGET = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
_URL = r"(?:(?:https?|ftp)://|www\.)[^\s<>\"“”‘’\[\]()]*[^\s<>\"“”‘’\[\]().,;:!?…'*]"
_EMAIL = r"[\w.+-]{1,64}@\w[\w-]*(?:\.\w[\w-]*)+"  # at most 64 before the @: RFC 5321
_ADDRESS = rf"{_TARGET}|(?=[hfw]){_URL}|{_EMAIL}"


_PLAIN = re.compile(r"[\x00-\x7f\xa0-\u024f\u2010-\u2027\u2030-\u203a\u20a0-\u20bf]*")
"""Latin letters and the marks of print: there no character belongs to another."""


@cache
def _plain_pattern(*, figures: bool, dollars: bool, addresses: bool) -> re.Pattern[str]:
    """Compile the pattern of one token of plain text: as `_pattern` there, but much faster."""
    letters = r"\w*(?:['’](?=[^\W\d_])\w*)*"
    choices = [rf"[^\W\d]{letters}", r"\s+", r"#+|\.\.\.|(?s:.)"]
    if figures:
        choices[:0] = [_MONTH_FIRST]
        choices[3:3] = [rf"(?:{_FIGURE}){letters}"]
    if dollars:
        choices[:0] = [_DOLLARS + letters]
    if addresses:
        choices[:0] = [_ADDRESS]
    return re.compile("|".join(choices))


@cache
def _pattern(*, figures: bool, dollars: bool, addresses: bool) -> re.Pattern[str]:
    """Compile the pattern of one token; lazily, since the tables of Unicode are long."""
    extend, prepend = extend_pattern(), prepend_class()
    beyond_ascii = rf"(?=[^\x00-\x7f])(?![{_UNSPACED}{prepend}])\w"
    letters = rf"(?:[A-Za-z0-9_]|{beyond_ascii}|(?=[^\x00-\x7f]){extend}|['’ʼ׳״](?=[^\W\d_]))"
    choices = [
        rf"(?:[A-Za-z_]+|(?!\d){beyond_ascii}){letters}*",
        r"\s+",
        rf"[{_KATAKANA}]+",
        rf"[{_UNSPACED}]",
        rf"#+|\.\.\.|[\U0001F1E6-\U0001F1FF]{{2}}|[{prepend}]+(?:\w+|(?s:.))?|(?s:.)",
    ]
    if figures:
        choices[:0] = [_MONTH_FIRST]
        choices[3:3] = [rf"(?:{_FIGURE}){letters}*"]
    if dollars:
        choices[:0] = [_DOLLARS + letters + "*"]
    if addresses:
        choices[:0] = [_ADDRESS]
    # What may follow any token: marks, what a joiner joins, and the consonant below a virama.
    rest = rf"(?:{extend}+(?:(?<=\u200d)[^\w\s]|(?<=[{_VIRAMA}])[{_UNSPACED}])?)*"
    return re.compile(rf"(?:{'|'.join(choices)}){rest}")


_HAS_DIGIT = re.compile(r"\d")
_ALONE = re.compile(r"[\x21-\x2f\x3a-\x7e\xa1-\u024f\u2010-\u2027\u2030-\u203a\u20a0-\u20bf]+")
"""Plain characters but digits and spaces: only numbers and dates have a space inside."""


def tokenize(text: str) -> list[str]:
    """Cut text into tokens: words, numbers with sign and unit, dates, addresses, marks, spaces.

    Scripts without spaces are cut by character (katakana by word), so that neighbouring changed
    characters are one change. The target of a link or image, `](href)`, is one token.
    """
    # Patterns that agree wherever they apply: most lines need only a cheap one.
    addresses = "](" in text or "@" in text or "://" in text or "www." in text
    figures = addresses or _HAS_DIGIT.search(text) is not None
    plain = text.isascii() or _PLAIN.fullmatch(text) is not None
    pattern = _plain_pattern if plain else _pattern
    dollars = figures and "$" in text
    return pattern(figures=figures, dollars=dollars, addresses=addresses).findall(text)


def stands_alone(part: str) -> bool:
    """Tell whether what stands between two spaces has the same tokens whatever is around it.

    Only if so for each part of a text; next to a digit, even a word can belong to a date.
    """
    return _ALONE.fullmatch(part) is not None


class TokenKind(StrEnum):
    """What a token is."""

    SPACE = "space"
    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ADDRESS = "address"
    TARGET = "target"
    MARK = "mark"


@cache
def _kinds() -> tuple[tuple[TokenKind, re.Pattern[str]], ...]:
    return (
        (TokenKind.SPACE, re.compile(r"\s")),
        (TokenKind.TARGET, re.compile(_TARGET)),
        (TokenKind.ADDRESS, re.compile(rf"{_URL}|{_EMAIL}")),
        (TokenKind.DATE, re.compile(rf"{_MONTH_FIRST}|{_DATE}")),
        (TokenKind.TIME, re.compile(_CLOCK)),
        (TokenKind.NUMBER, re.compile(rf"{_DOLLARS}|{_NUMBER}")),
        (TokenKind.WORD, re.compile(r"\w|[^\w\s]\w")),
    )


def kind_of(token: str) -> TokenKind:
    """Tell what a token of `tokenize` is."""
    for kind, pattern in _kinds():
        if pattern.match(token):
            return kind
    return TokenKind.MARK
