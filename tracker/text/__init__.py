"""From rendered HTML to the comparison form and to readable text; pure."""

from typing import TYPE_CHECKING

from tracker.lazy import names_of

if TYPE_CHECKING:
    from tracker.text.clean import one_line, plain, terminal_safe
    from tracker.text.document import TEXT_VERSION, Document, read_document
    from tracker.text.noise import DEFAULT_NOISE, Noise, Rule

__all__ = [
    "DEFAULT_NOISE",
    "TEXT_VERSION",
    "Document",
    "Noise",
    "Rule",
    "one_line",
    "plain",
    "read_document",
    "terminal_safe",
]

_HOMES = {
    "tracker.text.clean": ("one_line", "plain", "terminal_safe"),
    "tracker.text.document": ("TEXT_VERSION", "Document", "read_document"),
    "tracker.text.noise": ("DEFAULT_NOISE", "Noise", "Rule"),
}

# Cleaning a line needs none of what reading HTML does.
__getattr__ = names_of(__name__, _HOMES)
