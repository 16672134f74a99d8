"""Words to watch: how often they stand in the text before and after an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.audit.letters import count_term
from tracker.audit.rule import Found
from tracker.audit.views import EditSeen
from tracker.audit.wording import counted, quoted, when_words
from tracker.edits.values import EditKind
from tracker.text import one_line


def find_terms(seen: EditSeen, terms: Iterable[str], *, added: bool) -> Iterator[Found]:
    """Tell of each term that stands more often than before, or less often.

    Args:
        seen: the edit; a post that went has lost no word.
        terms: as the policy gives them; the same term twice is told once.
        added: whether to tell of those that came, or of those that went.
    """
    before, after = seen.before.text, seen.after.text
    if seen.said.kind is EditKind.REMOVAL or before == after:
        return
    for folded, term in {one_line(term).casefold(): one_line(term) for term in terms}.items():
        old, new = count_term(before, term), count_term(after, term)
        if (new > old) if added else (new < old):
            more, less = (after, before) if added else (before, after)
            when = when_words(seen.said.span)
            yield Found(
                words=_words(term, old, new),
                evidence=(
                    *_sentences(term, more, less),
                    *((f"the edit happened {when}",) if when else ()),
                ),
                detail=folded,
            )


def _words(term: str, old: int, new: int) -> str:
    if new == 0:
        return f"no longer says {quoted(term)} ({counted(old, 'time')} before)"
    return f"now says {quoted(term)} {counted(new, 'time')} ({old} before)"


def _sentences(term: str, text: str, other: str) -> Iterator[str]:
    """Quote sentences with the term that only one of the texts has."""
    known = frozenset(other.split("\n"))
    lines = [line for line in text.split("\n") if line not in known and count_term(line, term)]
    for line in lines[:3]:
        yield f"in: {quoted(line, 200)}"
