"""How plain git shows `text.md`: the diff driver `tracker`, which `.gitattributes` asks for.

A clone without these settings shows the same diffs with git's own words and hunk headers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from git.exc import GitCommandError

from tracker.archive.complaints import reason_of
from tracker.archive.layout import ATTRIBUTES
from tracker.archive.repository import CONFIG, MAIN, Archive
from tracker.errors import ArchiveError

HUNK_HEADER = "^(#{1,6} .*)$"
"""The heading above a change, or the title of the post where no heading stands above it."""

# A POSIX expression knows no look-around, takes the longest alternative, and in git no range
# beyond ASCII (glibc refuses `[à-ÿ]` under the collation "C", which git keeps). So letters are
# told by class. In the locale "C" letters beyond ASCII are bytes of no class at all (`_BYTES`):
# they stay together, so that no character is ever cut.
_BYTES = "[^[:print:][:cntrl:][:space:]]"
_JOINING = "्্੍્୍்్್്\u200c\u200d\u0300\u0301\u0302\u0303\u0308\u0327"
_SPACED = rf"([[:alnum:]_{_JOINING}]|{_BYTES})"
_CASED = rf"([[:upper:][:lower:][:digit:]_{_JOINING}]|{_BYTES})"

_MONTHS = (
    "Jan(uary?|uari|\\.)?|Feb(ruary?|ruari|\\.)?|Mar(ch|\\.)?|Apr(il|\\.)?|May|June?|July?|"
    "Aug(ust|\\.)?|Sept?(ember|\\.)?|Oct(ober|\\.)?|Nov(ember|\\.)?|Dec(ember|\\.)?|"
    "Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|maart|mei|juni|juli|augustus|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    "janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_YEAR = "(,? (de )?[0-9]{4})"
_SCALE = (
    "hundred|thousand|[mbtr]+illion|[mb]n|percent|per cent|Prozent|Mio\\.|Mrd\\.|Tsd\\.|Million|"
    "Milliard|millon|milliard|milion|miliard|milh|duizend"
)
_MYRIADS = "(十|百|千|万|億|兆|亿|萬)+(円|元)?|円|元"
# Of units only those with which no word begins, since nothing can be asked of what follows.
_UNIT = "°( ?[CF])?|(k|c|m|µ|μ)?m(²|³)|(k|c|m|µ|μ)m|(k|m|µ|μ)g|km/h|mph|[kMGT]Wh?|[kMGT]i?B|ft|lbs?"
_CURRENCY = "(\\$|¢|£|¤|¥|€|₹|₽|₩|₺|₴|₪)"
_FIGURES = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    "[0-9]{1,2}/[0-9]{1,2}/([0-9]{4}|[0-9]{2})",
    f"({_MONTHS}) [0-9]{{1,2}}((-|–)[0-9]{{1,2}})?(st|nd|rd|th)?{_YEAR}?",
    f"([0-9]{{1,2}}(-|–))?[0-9]{{1,2}}(st|nd|rd|th|\\.)? (de )?({_MONTHS}){_YEAR}?",
    "[0-9]{1,2}([:.][0-9]{2}){0,2} ?[AaPp](\\.[Mm]\\.|[Mm])",
)
_NUMBER = "[0-9]+(([.,:']|’|\u00a0|\u202f|\u2009)[0-9]+)*"
_FLAG = "(🇦|🇧|🇨|🇩|🇪|🇫|🇬|🇭|🇮|🇯|🇰|🇱|🇲|🇳|🇴|🇵|🇶|🇷|🇸|🇹|🇺|🇻|🇼|🇽|🇾|🇿)"
_JOINED = "(\ufe0f|\u20e3|🏻|🏼|🏽|🏾|🏿|\u200d[^[:space:]])"
"""What belongs to the emoji before it: its form, its colour, the next one of a family."""
_ADDRESSES = (
    "\\]\\([^()[:space:]]*(\\([^()[:space:]]*\\)[^()[:space:]]*)*\\)",
    '((https?|ftp)://|www\\.)[^][:space:]<>"()[]*[^][:space:]<>"().,;:!?*\'[]',
    "[[:alnum:]_.+-]+@[[:alnum:]_-]+(\\.[[:alnum:]_-]+)+",
)
_OURS = "diff.tracker."
_UNSPACED_LANGUAGES = frozenset({"ja", "zh", "yue", "cmn", "th", "lo", "km", "my"})


def word_pattern(language: str) -> str:
    """Give the expression by which `git diff --word-diff` cuts words, near to `tracker.diff`.

    Numbers with sign, currency, scale and unit, dates, times, addresses, targets of links and
    emoji are one word. In languages that write without spaces, letters without case are words by
    themselves. A hyphen is a sign only where a percentage or degrees follow: what stands before
    it cannot be asked, and "B-12" is not below zero.

    Args:
        language: BCP 47, as site.json has it.
    """
    unspaced = language.lower().partition("-")[0] in _UNSPACED_LANGUAGES
    letter = _CASED if unspaced else _SPACED
    number = f"({_NUMBER}|[0-9]{{1,4}}/[0-9]{{1,4}})"
    tail = f" ?(%|‰|٪)| ?{_CURRENCY}|[ -]({_SCALE})| ?({_UNIT})|{_MYRIADS}"
    return "|".join(
        (
            f"{letter}+(('|’){letter}+)*",
            f"([+]|−|±)?([A-Z]{{0,3}}{_CURRENCY} ?)?{number}({tail})?{letter}*",
            f"-?{_NUMBER}((-|–){_NUMBER})? ?(%|‰|٪|°( ?[CF])?){letter}*",
            *(f"({figure}){letter}*" for figure in _FIGURES),
            *_ADDRESSES,
            f"{_FLAG}{{2}}",
            "#+",
            "\\.\\.\\.",
            f"[^[:space:]]{_JOINED}*",
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GitSetting:
    """One setting in an archive's own git configuration.

    Args:
        value: that tracker sets.
        found: that was there; None for none.
    """

    name: str
    value: str
    found: str | None

    @property
    def is_users(self) -> bool:
        """Whether the user chose another value, which stays; the driver itself is not theirs."""
        return self.found not in (None, self.value) and not self.name.startswith(_OURS)

    @property
    def is_missing(self) -> bool:
        """Whether there is something to write."""
        return self.found != self.value and not self.is_users


def driver_config(language: str) -> Mapping[str, str]:
    """Give the git settings of the diff driver, name -> value.

    Args:
        language: of the site's pages, BCP 47.
    """
    return {
        "diff.tracker.xfuncname": HUNK_HEADER,
        "diff.tracker.wordRegex": word_pattern(language),
    }


def git_settings(archive: Archive) -> tuple[GitSetting, ...]:
    """List what an archive's own configuration should say, and what it says."""
    wanted = {**CONFIG, **driver_config(str(archive.site().get("language") or "en"))}
    if archive.repo.bare:
        wanted.pop("blame.ignoreRevsFile")  # git looks for it in a working tree
    held = _read_config(archive)
    return tuple(
        GitSetting(name=name, value=value, found=held.get(name.lower()))
        for name, value in wanted.items()
    )


def install_driver(archive: Archive) -> tuple[GitSetting, ...]:
    """Set the diff driver and what goes with it, where it is missing or older.

    Args:
        archive: where; the user's global configuration is neither read nor written.

    Returns:
        the settings as they were found.

    Raises:
        ArchiveError: where the configuration cannot be written.
    """
    try:
        settings = git_settings(archive)
        for one in settings:
            if one.is_missing:
                archive.repo.git.config("--local", "--replace-all", one.name, one.value)
        _keep_attributes(archive)
    except (GitCommandError, OSError) as error:
        raise ArchiveError(
            f"The settings of {archive.path} cannot be written ({reason_of(error)}); "
            "look at the file config in its git directory.",
            path=archive.path,
        ) from error
    return settings


def _read_config(archive: Archive) -> dict[str, str]:
    """Read the archive's own git configuration; section and variable names in lower case."""
    listing = str(archive.repo.git.config("--local", "--list", "-z"))
    found: dict[str, str] = {}
    for entry in listing.split("\0"):
        name, _, value = entry.partition("\n")
        found[name] = value
    return found


def _keep_attributes(archive: Archive) -> None:
    """Copy the attributes to where a bare repository looks for them (git before 2.43)."""
    path = archive.git_dir / "info" / "attributes"
    if not archive.repo.bare or path.exists():
        return
    attributes = archive.read_file(MAIN, ATTRIBUTES)
    if attributes is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(attributes)
