"""From rendered HTML to the comparison form and to readable text; pure."""

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
