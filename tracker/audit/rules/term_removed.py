"""A word to watch went from a text."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.terms import find_terms
from tracker.audit.views import EditSeen
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    return find_terms(seen, options.words("terms"), added=False)


RULE = EditRule(
    name="term-removed",
    summary="A word to watch stands in a post less often than before.",
    level=Level.INFO,
    takes={"terms": ()},
    find=_find,
)
