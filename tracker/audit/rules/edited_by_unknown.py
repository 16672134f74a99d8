"""Somebody edited who is not known."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import changed_words, evidence_of, line
from tracker.edits.values import EditKind
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    number, _, name = seen.edit.recorded.place.trailers.get("Editor", "").partition(" ")
    if not number.isdecimal():
        return  # without a revision nobody knows who it was
    names = {known.strip().casefold() for known in options.words("names")}
    known_as = seen.site.known.user(number)
    if names:
        if names & {number, name.casefold(), known_as.casefold()} - {""}:
            return
        who = f"{line(name or known_as)} (user {number})" if name or known_as else f"user {number}"
        why = "whom the policy does not name"
    elif known_as:
        return
    else:
        who, why = f"user {number}", "whose name the site does not tell"
    yield Found(
        words=f"was edited by {who}, {why}{_what(seen)}",
        evidence=evidence_of(seen.said, *_doubt(number)),
    )


def _what(seen: EditSeen) -> str:
    return "" if seen.said.kind is EditKind.TOUCH else f": {changed_words(seen.said)}"


def _doubt(number: str) -> tuple[str, ...]:
    if number != "0":
        return ()
    return ("user 0 is nobody: a script, a scheduled task or an import made the revision",)


RULE = EditRule(
    name="edited-by-unknown",
    summary="A revision was made by somebody whom the policy does not name; without names in it, "
    "by a user whose name the site does not tell.",
    level=Level.WARNING,
    takes={"names": ()},
    find=_find,
)
