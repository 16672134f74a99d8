"""Check the time that a note claims against publication, `modified` and the observations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from tracker.edits.bounds import Bounds, ClaimVerdict, placed
from tracker.edits.moments import Moment, Precision, read_moment
from tracker.edits.notes import Note
from tracker.edits.zones import NamedZone, find_zone, offset_at, offset_words, zone_of
from tracker.model import stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """A claimed time, and what is to be said of it.

    Args:
        words: the time as the note writes it.
        moment: the claimed time, aware; of a day or month its beginning. In the zone that fits,
            where it fits only elsewhere.
        precision: how finely it is given.
        zone: name of the zone it was read in.
        zone_known: `named in the note`, `of the site`, `not known`, `the one that fits`.
        verdict: how it fits.
        offsets: the offsets from UTC in which it is possible; empty where it fits or nowhere does.
        reason: all of it in one sentence.
    """

    words: str
    moment: datetime
    precision: Precision
    zone: str
    zone_known: str
    verdict: ClaimVerdict
    offsets: tuple[timedelta, ...]
    reason: str


_HALVES = (-9.5, -3.5, 3.5, 4.5, 5.5, 5.75, 6.5, 9.5, 10.5)
_EXAMPLES = (
    ("US Eastern", "America/New_York"), ("US Pacific", "America/Los_Angeles"),
    ("US Central", "America/Chicago"), ("London", "Europe/London"), ("Paris", "Europe/Paris"),
    ("India", "Asia/Kolkata"), ("Tokyo", "Asia/Tokyo"), ("Sydney", "Australia/Sydney"),
    ("São Paulo", "America/Sao_Paulo"), ("Moscow", "Europe/Moscow"), ("China", "Asia/Shanghai"),
)  # fmt: skip


def check_claim(note: Note, bounds: Bounds, *, zone: str, language: str) -> ClaimCheck | None:
    """Read the time that a note claims and check it; None where it claims none.

    Args:
        zone: of the site, empty where not known.
        language: of the site; its region decides on 2/5/2024.
    """
    if not note.when:
        return None
    named, phrase = find_zone(note.when, site_zone=zone)
    latest = bounds.seen or bounds.published or datetime(2100, 1, 1, tzinfo=UTC)
    base = (latest + timedelta(hours=14)).date()
    spoken = language if language.split("-")[0] == note.language else note.language
    moment = read_moment(phrase, language=spoken, latest=base)
    if moment is None:
        return None
    words = f"{moment.words} {named.words}" if named else moment.words
    if named is not None:
        return _in_zone(words, moment, bounds, named, "named in the note")
    tz = zone_of(zone)
    if tz is None:
        return _anywhere(words, moment, bounds, None)
    check = _in_zone(words, moment, bounds, NamedZone(words=zone, tz=tz), "of the site")
    if check.verdict in (ClaimVerdict.CONSISTENT, ClaimVerdict.UNKNOWN):
        return check
    return _anywhere(words, moment, bounds, check)


def _in_zone(words: str, moment: Moment, bounds: Bounds, zone: NamedZone, known: str) -> ClaimCheck:
    start, verdict = placed(moment, bounds, zone.tz)
    return ClaimCheck(
        words=words,
        moment=start,
        precision=moment.precision,
        zone=zone.words,
        zone_known=known,
        verdict=verdict,
        offsets=(),
        reason=_reason(words, moment, start, verdict, bounds, _place_words(zone, known)),
    )


def _anywhere(words: str, moment: Moment, bounds: Bounds, in_site: ClaimCheck | None) -> ClaimCheck:
    """Try all offsets: for a site whose zone is not known, or where its own does not fit."""
    hours = sorted([*range(-12, 15), *_HALVES])
    fitting = tuple(
        timedelta(hours=each)
        for each in hours
        if placed(moment, bounds, timezone(timedelta(hours=each)))[1] is ClaimVerdict.CONSISTENT
    )
    if not fitting:
        return in_site or _in_zone(
            words, moment, bounds, NamedZone(words="UTC", tz=UTC), "not known"
        )
    if in_site is None and len(fitting) == len(hours):
        return _in_zone(words, moment, bounds, NamedZone(words="UTC", tz=UTC), "not known")
    name, tz = _example(fitting, bounds)
    start, _ = placed(moment, bounds, tz)
    first = f"{in_site.reason}; it fits" if in_site else f"the note says {words}; that fits"
    return ClaimCheck(
        words=words,
        moment=start,
        precision=moment.precision,
        zone=name,
        zone_known="the one that fits",
        verdict=ClaimVerdict.ELSEWHERE if in_site else ClaimVerdict.CONSISTENT,
        offsets=fitting,
        reason=f"{first} offsets {_ranges(fitting)}{_such_as(name, start, moment)}",
    )


def _example(fitting: tuple[timedelta, ...], bounds: Bounds) -> tuple[str, tzinfo]:
    at = bounds.seen or bounds.published or datetime(2000, 1, 1, tzinfo=UTC)
    for name, zone in _EXAMPLES:
        if offset_at(ZoneInfo(zone), at) in fitting:
            return name, ZoneInfo(zone)
    return offset_words(fitting[0]), timezone(fitting[0])


def _such_as(name: str, start: datetime, moment: Moment) -> str:
    if name[0] in "+-" or moment.minute is None:
        return ""
    return f", such as {name} ({start:%H:%M} UTC)"


def _ranges(offsets: tuple[timedelta, ...]) -> str:
    """Write offsets as ranges of whole hours, the one nearest to UTC first."""
    whole = [each for each in offsets if not each % timedelta(hours=1)] or list(offsets)
    runs = [[whole[0]]]
    for each in whole[1:]:
        if each - runs[-1][-1] == timedelta(hours=1):
            runs[-1].append(each)
        else:
            runs.append([each])
    return " and ".join(_range(run) for run in runs)


def _range(run: list[timedelta]) -> str:
    first, last = (run[-1], run[0]) if run[-1] < timedelta() else (run[0], run[-1])
    return (
        offset_words(first) if first == last else f"{offset_words(first)} to {offset_words(last)}"
    )


def _place_words(zone: NamedZone, known: str) -> str:
    if known == "not known":
        return "whatever the zone"
    whose = "the zone it names" if known == "named in the note" else "the site’s zone"
    return f"in {whose} ({zone.words})"


def _reason(
    words: str, moment: Moment, start: datetime, verdict: ClaimVerdict, bounds: Bounds, place: str
) -> str:
    shown = f"{start:%Y-%m-%d %H:%M} UTC" if moment.minute is not None else words
    said = f"the note says {words}; {place} that"
    if verdict is ClaimVerdict.BEFORE_PUBLICATION and bounds.published is not None:
        return f"{said} is before publication ({stamp(bounds.published)})"
    if verdict is ClaimVerdict.AFTER_SEEN and bounds.seen is not None:
        what = "the save" if bounds.saved else "the moment when it was read"
        return f"{said} is after {what} ({stamp(bounds.seen)})"
    if verdict is ClaimVerdict.UNKNOWN:
        return f"the note says {words}; there is nothing to check it against"
    return f"{said} is {shown}, which fits" if moment.minute is not None else f"{said} fits"
