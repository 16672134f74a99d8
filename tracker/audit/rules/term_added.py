"""A word to watch came into a text."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.terms import find_terms
from tracker.audit.views import EditSeen
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    return find_terms(seen, options.words("terms"), added=True)


RULE = EditRule(
    name="term-added",
    summary="A word to watch stands in a post more often than before.",
    level=Level.INFO,
    takes={"terms": ()},
    find=_find,
)
