"""Read the case files: states of a post, and what is to be said of the edits between them.

A case is one text file:

    # What the case shows, in one line.
    site: en, America/New_York
    published: 2024-05-02T08:00
    shared: a line that changed in other posts, too

    === 2024-05-02T09:00
    modified: 2024-05-02T08:00
    author: 2

    # The headline

    The text.

    === expect
    kind: text
    disclosure: silent

`===` begins a state, with the moment at which it was read (UTC). Below it stand `modified`,
`revision` (a revision that equals it), `only revision` (nothing else tells of it), `activity`
(public count of revisions and newest id), `last` (when the content before it was last read),
`away`, `source`, `markup`, and any field of the REST object as JSON. What is left out is as in the
state before it, `modified` included; so a state without `modified` is one where it did not move.

What is expected is said of the last edit, or of the one whose number stands before a full stop:
`2.disclosed-by: 3` (states count from 1). `atoms`, `notes` and `fields` are whole lists, joined by
"; ", or `none`; `reason`, `no-reason` and `contradiction` are parts of sentences; the rest are
whole values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.edits.chain import assess_history
from tracker.edits.notes import note_rules
from tracker.edits.values import Assessment, Evidence, Setting, State
from tracker.edits.verdicts import verdict_of
from tracker.model import Fields, utc

CASES = Path(__file__).parent / "cases"
_OURS = frozenset(
    {"modified", "revision", "only revision", "activity", "last", "away", "source", "markup"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: its states, its site, and what is expected, as `(number, name, value)`."""

    name: str
    about: str
    setting: Setting
    shared: frozenset[str]
    states: tuple[State, ...]
    expected: tuple[tuple[int, str, str], ...]

    def assess(self) -> tuple[Assessment, ...]:
        """Run the rules."""
        return assess_history(self.states, self.setting, self.shared)


def iter_cases() -> Iterator[Case]:
    """Read all cases."""
    for path in sorted(CASES.rglob("*.txt")):
        yield read_case(path)


def read_case(path: Path) -> Case:
    """Read one case."""
    head, *parts = path.read_text(encoding="utf-8").split("\n=== ")
    about, *lines = head.strip().split("\n")
    known = [line.partition(": ")[::2] for line in lines]
    options = dict(known)
    language, zone = (options.get("site") or "en, UTC").split(", ")
    published = options.get("published", "2024-05-02T08:00")
    states: list[State] = []
    for part in parts[:-1]:
        states.append(_state(part, states[-1] if states else None, published))
    assert parts[-1].startswith("expect\n"), path
    return Case(
        name=str(path.relative_to(CASES).with_suffix("")),
        about=about.removeprefix("# "),
        setting=Setting(
            language=language, zone="" if zone == "?" else zone, rules=note_rules(language)
        ),
        shared=frozenset(value for name, value in known if name == "shared"),
        states=tuple(states),
        expected=tuple(_expectations(parts[-1], len(states))),
    )


def _state(part: str, before: State | None, published: str) -> State:
    head, _, text = part.partition("\n\n")
    moment, *lines = head.strip().split("\n")
    options = dict(line.partition(": ")[::2] for line in lines)
    text = text.rstrip("\n") + "\n" if text.strip() or before is None else before.text
    title = text.partition("\n")[0].removeprefix("# ")
    only = options.get("only revision")
    revision = options.get("revision") or only
    evidence = Evidence.REVISION if only else Evidence.BOTH if revision else Evidence.OBSERVATION
    claimed = options.get("modified")
    fields = _fields(before, options, title, published)
    return State(
        text=text,
        title=title,
        fields=None if only else fields,
        evidence=evidence,
        claimed=utc(claimed) if claimed else (before.claimed if before else utc(published)),
        observed=utc(moment.strip()),
        last_observed=utc(options["last"]) if "last" in options else None,
        away=options.get("away", ""),
        revision=int(revision) if revision else None,
        comparison=options.get("markup", ""),
        source=options.get("source", ""),
    )


def _fields(before: State | None, options: Mapping[str, str], title: str, published: str) -> Fields:
    """Make the REST object: a plain post, as the state before had it, with what is told anew."""
    fields: dict[str, Any] = {
        "id": 7, "date": published, "date_gmt": published, "slug": "a-post", "status": "publish",
        "link": "https://news.example/a-post/", "author": 1, "featured_media": 0,
        "categories": [3], "tags": [], "sticky": False, "comment_status": "open",
        "content": {"protected": False},
    }  # fmt: skip
    if before is not None and before.fields is not None:
        fields |= before.fields
    fields["title"] = {"rendered": title}
    fields |= {name: json.loads(value) for name, value in options.items() if name not in _OURS}
    if "activity" in options:
        count, newest = map(int, options["activity"].split())
        fields["_links"] = {
            "version-history": [{"count": count}],
            "predecessor-version": [{"id": newest}],
        }
    return fields


def _expectations(part: str, last: int) -> Iterator[tuple[int, str, str]]:
    for line in part.strip().split("\n")[1:]:
        name, _, value = line.partition(": ")
        number, dot, rest = name.partition(".")
        yield (int(number), rest, value.strip()) if dot else (last, name, value.strip())


def actual(assessment: Assessment, name: str) -> str:
    """Give what was said, in the form of a case file."""
    verdict = verdict_of(assessment)
    if name in ("kind", "severity", "disclosure", "lag"):
        return str(getattr(verdict, name))
    if name == "atoms":
        return "; ".join(map(str, assessment.atoms))
    if name == "fields":
        return "; ".join(change.name for change in assessment.field_changes)
    if name == "notes":
        return "; ".join(_note_words(assessment))
    if name in ("disclosed-by", "reverts-to"):
        place = getattr(assessment, name.replace("-", "_"))
        return "never" if place is None else str(place + 1)
    checks = [change.check for change in assessment.notes if change.check is not None]
    if name == "claim":
        return "; ".join(f"{check.verdict}: {check.moment:%Y-%m-%dT%H:%M}" for check in checks)
    if name == "zone":
        return "; ".join(f"{check.zone}, {check.zone_known}" for check in checks)
    if name == "precision":
        return "; ".join(str(check.precision) for check in checks)
    raise KeyError(name)


def _note_words(assessment: Assessment) -> Iterator[str]:
    for change in assessment.notes:
        note = change.after or change.before
        assert note is not None
        sign = (
            "=" if change.moved else "-" if change.after is None else "~" if change.before else "+"
        )
        yield f"{sign} {note.kind} {note.language}"


def holds(assessment: Assessment, name: str, value: str) -> bool:
    """Tell whether one expectation is met."""
    if name == "reason":
        return any(value in reason for reason in assessment.reasons)
    if name == "no-reason":
        return not any(value in reason for reason in assessment.reasons)
    if name == "contradiction":
        return any(value in words for words in assessment.contradictions) or (
            value == "none" and not assessment.contradictions
        )
    return (actual(assessment, name) or "none") == value
