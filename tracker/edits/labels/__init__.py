"""How notes begin, as data: one pattern and one example each, by language.

Every pattern is matched, without regard to case, at the start of a sentence, after list marks,
brackets, dashes and asterisks. In a pattern, `{time}` is the start of a date or a clock time,
`{end}` a colon, a dash or the end of the line, `{when}` an optional date or time and then such an
end, and a space is any white space.
"""

from tracker.edits.labels.arabic import ARABIC
from tracker.edits.labels.dutch import DUTCH
from tracker.edits.labels.english import ENGLISH
from tracker.edits.labels.french import FRENCH
from tracker.edits.labels.german import GERMAN
from tracker.edits.labels.italian import ITALIAN
from tracker.edits.labels.japanese import JAPANESE
from tracker.edits.labels.polish import POLISH
from tracker.edits.labels.portuguese import PORTUGUESE
from tracker.edits.labels.spanish import SPANISH
from tracker.edits.labels.values import Label, NoteKind

DEFAULT_LABELS: tuple[Label, ...] = (
    *ENGLISH,
    *GERMAN,
    *FRENCH,
    *SPANISH,
    *ITALIAN,
    *PORTUGUESE,
    *DUTCH,
    *POLISH,
    *JAPANESE,
    *ARABIC,
)

__all__ = ["DEFAULT_LABELS", "Label", "NoteKind"]
