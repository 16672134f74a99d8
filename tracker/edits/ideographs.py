"""Numbers in Chinese numerals, in Chinese and Japanese: 四百二十万, 三年, 百分之三十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tracker.edits.tongues import Tongue
from tracker.edits.values import Atom, AtomKind

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "兩": 2, "壱": 1, "弐": 2,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
SCALE_NUMERALS = "".join((*_TENS, *_SCALES))
"""They stand behind digits, too: 420万."""
_NUMERALS = "".join(_DIGITS) + SCALE_NUMERALS
_SPOTTED = re.compile(rf"(?<![\d.,．，])([数數几幾何]?)([{_NUMERALS}]+)")
_SHARE = re.compile(rf"([{_NUMERALS}]{{1,20}})分之([{_NUMERALS}]{{1,20}})")
_AGAINST = re.compile(
    rf"(?<![\d第{_NUMERALS}])([{_NUMERALS}]{{1,20}})[対对對比]([{_NUMERALS}]{{1,20}})"
)
_LONGEST = 20
"""Numerals of a number; hostile text has more."""
_SURE_ONES = frozenset("割月円元歳岁歲%％")
"""What makes a number even of one, which mostly is an article: 一个, 一人."""
_MONEY = re.compile(r"[円元]|ドル|ユーロ|ウォン|[美欧歐日港]元|人民币|英[镑鎊]")


def iter_numerals(sentence: str, tongue: Tongue) -> Iterator[Atom]:
    """Find the numbers; a numeral in a word such as 一緒 or 三菱 is none.

    One numeral alone counts only before a counter, 一 hardly ever; several count where they are a
    well-formed number.
    """
    if tongue.sayings is not None:
        sentence = tongue.sayings.sub("\x00", sentence)
    for match in _SHARE.finditer(sentence):
        whole, part = value_of(match[1]), value_of(match[2])
        if match[1] == "百":
            yield Atom(AtomKind.PERCENTAGE, match[0], str(part))
        else:
            yield Atom(AtomKind.NUMBER, match[0], f"{part}/{whole}")
    sentence = _SHARE.sub("\x00", sentence)
    for match in _AGAINST.finditer(sentence):
        yield Atom(AtomKind.NUMBER, match[0], f"{value_of(match[1])}-{value_of(match[2])}")
    sentence = _AGAINST.sub("\x00", sentence)
    counters = _counters(tongue)
    for match in _SPOTTED.finditer(sentence):
        several, run = match[1], match[2]
        counter = counters.match(sentence, match.end())
        ordinal = sentence[match.start() - 1 : match.start()] == "第"
        if not _is_number(several, run, counter[0] if counter else "", ordinal=ordinal):
            continue
        money = _MONEY.match(sentence, match.end())
        key = several + run if several else str(value_of(run))
        if money is not None and money[0] in ("円", "元"):
            key += money[0]
        counted = money or counter
        words = several + run + (counted[0] if counted else "")
        yield Atom(AtomKind.MONEY if money else AtomKind.NUMBER, words, key)


def value_of(run: str) -> int:
    """Read numerals: 四百二十万 is 4,200,000, and 二〇二四 is 2024."""
    if not any(each in SCALE_NUMERALS for each in run):
        return int("".join(str(_DIGITS[each]) for each in run))
    total = group = digit = 0
    for each in run:
        if each in _DIGITS:
            digit = _DIGITS[each]
        elif each in _TENS:
            group += (digit or 1) * _TENS[each]
            digit = 0
        else:
            total += (group + digit or 1) * _SCALES[each]
            group = digit = 0
    return total + group + digit


def _is_number(several: str, run: str, counter: str, *, ordinal: bool) -> bool:
    if len(run) > _LONGEST:
        return False
    if several:
        return run[0] not in _DIGITS
    if run[0] in _SCALES:
        return False  # 万一, 万全, 兆し
    if len(run) == 1:
        if run in "一壱":
            return counter[:1] in _SURE_ONES
        return counter != "" or ordinal
    if run in ("千万", "千萬"):
        return counter != ""
    if all(each in _DIGITS for each in run):
        return len(run) > 2 or counter != ""
    return True


@lru_cache(maxsize=4)
def _counters(tongue: Tongue) -> re.Pattern[str]:
    found = sorted(tongue.beside, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, found)))
