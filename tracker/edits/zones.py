"""Zone names as editors write them, mapped to zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedZone:
    """A zone that a note names: the words, and what they stand for."""

    words: str
    tz: tzinfo


_REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles", "AKT": "America/Anchorage", "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver", "PACIFIC": "America/Los_Angeles",
    "LONDON": "Europe/London", "HEURE DE PARIS": "Europe/Paris", "PARIS": "Europe/Paris",
    "HORÁRIO DE BRASÍLIA": "America/Sao_Paulo", "HORA DE MADRID": "Europe/Madrid",
    "HORA PENINSULAR": "Europe/Madrid", "日本時間": "Asia/Tokyo",
}  # fmt: skip
"""Names that hold all year: "ET" in July is -04:00."""

_OFFSETS = {
    "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3,
    "NST": -3.5, "NDT": -2.5, "BRT": -3, "ART": -3, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1,
    "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "WAT": 1, "CAT": 2, "EAT": 3,
    "PKT": 5, "IST": 5.5, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours from UTC of names that say standard or summer time themselves."""

_LOCAL_MEANING = {
    ("CST", "Asia/Shanghai"): 8, ("CST", "Asia/Taipei"): 8, ("IST", "Europe/Dublin"): 1,
    ("IST", "Asia/Jerusalem"): 2, ("BST", "Asia/Dhaka"): 6, ("AST", "Asia/Riyadh"): 3,
}  # fmt: skip
"""Names that mean something else where the site is."""

_NAMES = "|".join(sorted(map(re.escape, [*_REGIONS, *_OFFSETS]), key=len, reverse=True))
_ZONE = re.compile(
    rf"(?<![\w])(?:(?P<name>(?:US )?(?:{_NAMES}))(?P<hours>\s?[+-−]\d{{1,2}}(?::?\d\d)?)?"
    r"(?:\s+(?:standard |daylight |summer )?time)?|(?P<plain>[+−-]\d\d:?\d\d))(?!\w)"
)
_WORDED = re.compile(
    r"(?i)\b(eastern|central|mountain|pacific|london)(?:\s+(?:standard |daylight )?time)?"
)


def find_zone(phrase: str, *, site_zone: str = "") -> tuple[NamedZone | None, str]:
    """Find a zone in what a note says of its time, and take it out.

    Args:
        phrase: the words around the time; zones in capitals, or written out.
        site_zone: decides what `CST` and the like mean.

    Returns:
        The zone, None where none is named, and the phrase without it.
    """
    match = _ZONE.search(phrase)
    if match is None:
        worded = _WORDED.search(phrase)
        if worded is None:
            return None, phrase
        zone = NamedZone(words=worded[0], tz=ZoneInfo(_REGIONS[worded[1].upper()]))
        return zone, _without(phrase, worded)
    return NamedZone(words=match[0].strip(), tz=_named(match, site_zone)), _without(phrase, match)


def _without(phrase: str, match: re.Match[str]) -> str:
    return f"{phrase[: match.start()]} {phrase[match.end() :]}"


def _named(match: re.Match[str], site_zone: str) -> tzinfo:
    if match["plain"]:
        return _fixed(_hours(match["plain"]))
    name = match["name"].removeprefix("US ")
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
    local = _LOCAL_MEANING.get((name, site_zone))
    return _fixed((_OFFSETS[name] if local is None else local) + _hours(match["hours"] or "0"))


def _hours(text: str) -> float:
    text = text.strip().replace("−", "-")
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-").replace(":", "")
    whole, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return sign * (int(whole) + int(minutes) / 60)


def _fixed(hours: float) -> tzinfo:
    """Make a zone of a fixed offset; what no place on earth has is UTC's."""
    return timezone(timedelta(hours=hours if -15 < hours < 15 else 0))


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo | None:
    """Look up the zone of a site: an IANA name or an offset; None for what is neither."""
    if not name:
        return None
    if name in ("UTC", "Z", "GMT"):
        return UTC
    if re.fullmatch(r"[+−-]\d\d:?\d\d", name):
        return _fixed(_hours(name))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset_at(tz: tzinfo, moment: datetime) -> timedelta:
    """Tell the offset of a zone at a moment."""
    return moment.astimezone(tz).utcoffset() or timedelta()


def offset_words(offset: timedelta) -> str:
    """Write an offset as `-04:00`."""
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
