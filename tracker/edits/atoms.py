"""Facts inside sentences: numbers, dates, names, quotations and the words that turn a meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from tracker.diff import Change, LinkChange, TokenKind, kind_of, tokenize
from tracker.edits import vocabulary
from tracker.edits.calendar import MONTH_NUMBERS, WEEKDAYS
from tracker.edits.names import KnownNames, names_in
from tracker.edits.values import AtomChange, AtomKind

_MONEY = re.compile(r"[$¢£¤¥€\u20a0-\u20cf円元]")
_GROUPS = re.compile(r"(?<=\d)[,'’٬\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_PERCENT = re.compile(r"\s*(?:%|‰|٪|per\s?cent|percent|prozent)", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_QUOTES = (
    re.compile(r"[“„]([^“”„]*)(?:[”“]|$)"),
    re.compile(r'"([^"]*)(?:"|$)'),
    re.compile(r"«([^«»]*)(?:»|$)"),
    re.compile(r"[「『]([^「」『』]*)(?:[」』]|$)"),
)
_LIST_MARK = re.compile(r"\A\s*(?:[-*+•]|\\?\d{1,3}\\?[.)])\s+")
_SHORT_QUOTE = 2
_TELLING = 5
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|mc_[ce]id)=[^&]*")
_TURNS = (
    (AtomKind.NEGATION, vocabulary.NEGATIONS, vocabulary.JAPANESE_NEGATIONS),
    (AtomKind.HEDGE, vocabulary.HEDGES, vocabulary.JAPANESE_HEDGES),
    (AtomKind.ATTRIBUTION, vocabulary.ATTRIBUTIONS, vocabulary.JAPANESE_ATTRIBUTIONS),
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One fact: its kind, its words, and a key that is equal for equal facts."""

    kind: AtomKind
    words: str
    key: str


def atom_changes(
    before: str, after: str, language: str, known: KnownNames
) -> tuple[AtomChange, ...]:
    """List the facts that differ between two forms of a sentence.

    Args:
        before: the sentence as it was, links included; their targets are left out.
        after: the sentence as it is.
        known: the names of both texts.
    """
    old, new = _atoms(before, language, known.both), _atoms(after, language, known.both)
    gone = _without_known_words(_difference(old, new), after)
    came = _without_known_words(_difference(new, old), before)
    changes: list[AtomChange] = []
    for kind in AtomKind:
        one = [atom.words for atom in gone if atom.kind is kind]
        other = [atom.words for atom in came if atom.kind is kind]
        width = max(len(one), len(other))
        one, other = one + [""] * (width - len(one)), other + [""] * (width - len(other))
        changes += [
            AtomChange(kind=kind, before=a, after=b) for a, b in zip(one, other, strict=True)
        ]
    return tuple(changes)


def atoms_of(sentence: str, language: str, known: frozenset[str] = frozenset()) -> list[Atom]:
    """List the facts of one sentence."""
    return _atoms(sentence, language, known)


def link_atoms(links: Sequence[LinkChange]) -> tuple[AtomChange, ...]:
    """List the links that now lead elsewhere; one that came or went on words that stay is none."""
    return tuple(
        AtomChange(kind=AtomKind.LINK, before=link.before, after=link.after)
        for link in links
        if not link.image
        and link.before is not None
        and link.after is not None
        and leads_elsewhere(link.before, link.after)
    )


def leads_elsewhere(before: str, after: str) -> bool:
    """Tell whether two addresses lead to different things.

    The same last part of the path on the same domain is the same thing, moved: a site that changed
    its permalinks or its folder of uploads has pointed nobody elsewhere.
    """
    one, other = _address(before), _address(after)
    if one == other:
        return False
    same_site = not one[0] or not other[0] or _domain(one[0]) == _domain(other[0])
    last_one, last_other = (path.rpartition("/")[2] for path in (one[1], other[1]))
    return not (
        same_site and last_one == last_other and len(last_one) >= _TELLING and one[2:] == other[2:]
    )


def _address(address: str) -> tuple[str, str, str, str]:
    """Take an address apart: host, path, query without tracking, fragment."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", address, "", ""
    query = _TRACKING.sub("", parts.query)
    host = parts.netloc.casefold().removeprefix("www.")
    place = parts.path if parts.scheme in ("", "http", "https") else f"{parts.scheme}:{parts.path}"
    return host, place.rstrip("/").casefold(), query, parts.fragment


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def sides(change: Change) -> tuple[str, str]:
    """Give the words of a changed sentence before and after, without the marks of lists."""
    one, other = (" ".join(each.text for each in side) for side in (change.before, change.after))
    return _LIST_MARK.sub("", one, count=1), _LIST_MARK.sub("", other, count=1)


def _difference(one: Sequence[Atom], other: Sequence[Atom]) -> list[Atom]:
    left = Counter((atom.kind, atom.key) for atom in other)
    rest = []
    for atom in one:
        if left[atom.kind, atom.key] > 0:
            left[atom.kind, atom.key] -= 1
        else:
            rest.append(atom)
    return rest


def _without_known_words(atoms: Sequence[Atom], other: str) -> list[Atom]:
    """Leave out names whose words stand in the other form as well: another place, another case."""
    words = set(_WORDS.findall(other.casefold()))
    return [
        atom
        for atom in atoms
        if atom.kind is not AtomKind.NAME or not set(_WORDS.findall(atom.key)) <= words
    ]


def _atoms(sentence: str, language: str, known: frozenset[str]) -> list[Atom]:
    tokens = [token for token in tokenize(sentence) if not token.startswith("](")]
    tongue = language.split("-")[0].lower()
    found = list(_figures(tokens, tongue))
    found += _turns(tokens, tongue)
    found += [
        Atom(AtomKind.NAME, name, name.casefold())
        for name in names_in(tokens, tongue, known)
        if not _is_calendar(name)
    ]
    found += _quotations("".join(tokens))
    return found


def _is_calendar(name: str) -> bool:
    return all(word.lower().rstrip(".") in WEEKDAYS | MONTH_NUMBERS.keys() for word in name.split())


def _figures(tokens: Sequence[str], language: str) -> Iterator[Atom]:
    """Give numbers, sums of money, percentages, dates and times, with keys that say the same."""
    words = [token for token in tokens if not token.isspace()]
    counting = vocabulary.NUMBER_WORDS.get(language, {})
    for place, token in enumerate(words):
        lower = token.lower()
        if not token.isalpha() and any(map(str.isdigit, token)):
            kind = kind_of(token)
            following = words[place + 1].lower() if place + 1 < len(words) else ""
            if kind is TokenKind.DATE:
                yield Atom(AtomKind.DATE, token, _date_key(token))
            elif kind is TokenKind.TIME:
                yield Atom(AtomKind.TIME, token, _time_key(token))
            elif kind is TokenKind.NUMBER:
                yield _number(token, following)
        elif lower in counting:
            yield Atom(AtomKind.NUMBER, token, counting[lower])
        elif token[0].isupper() and (lower in WEEKDAYS or lower in MONTH_NUMBERS):
            yield Atom(AtomKind.DATE, token, str(MONTH_NUMBERS.get(lower, lower[:3])))
        elif lower in ("noon", "midnight"):
            yield Atom(AtomKind.TIME, token, str(720 * (lower == "noon")))


def _number(token: str, following: str) -> Atom:
    if _PERCENT.search(token) or following in ("percent", "prozent", "%"):
        return Atom(AtomKind.PERCENTAGE, token, _plain_number(_PERCENT.sub("", token)))
    if _MONEY.search(token) or following in vocabulary.MONEY_WORDS:
        return Atom(AtomKind.MONEY, token, _plain_number(token))
    return Atom(AtomKind.NUMBER, token, _plain_number(token))


def _plain_number(token: str) -> str:
    """Make equal numbers alike: separators of thousands, spaces and case left out."""
    return re.sub(r"[\s-]+", "", _GROUPS.sub("", token)).casefold() if token[0] != "-" else token


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


def _turns(tokens: Sequence[str], language: str) -> Iterator[Atom]:
    """Give negations, hedges and attributions."""
    if language == "ja":
        sentence = "".join(tokens)
        for kind, _, parts in _TURNS:
            for part in parts:
                yield from [Atom(kind, part, part)] * sentence.count(part)
        return
    turns = _turning(language)
    for token in tokens:
        lower = token.lower().replace("’", "'")
        if lower.endswith("n't"):
            yield Atom(AtomKind.NEGATION, token, "not")
            continue
        # "May" is a month.
        if lower in turns and token != "May":
            yield Atom(turns[lower], token, "not" if lower in ("not", "cannot") else lower)


@cache
def _turning(language: str) -> dict[str, AtomKind]:
    return {word: kind for kind, table, _ in _TURNS for word in table.get(language, frozenset())}


def _quotations(sentence: str) -> Iterator[Atom]:
    """Give what stands inside quotation marks, if it is more than a word or two."""
    for pattern in _QUOTES:
        for match in pattern.finditer(sentence):
            words = _WORDS.findall(match[1].casefold())
            if len(words) > _SHORT_QUOTE or any(map(_is_unspaced, words)):
                yield Atom(AtomKind.QUOTATION, f"“{match[1].strip()}”", " ".join(words))


def _is_unspaced(word: str) -> bool:
    return "\u3040" <= word[0] <= "\u9fff"
