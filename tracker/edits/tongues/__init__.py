"""Words that count and words that turn a meaning, as data: one table for each language.

What is in a table is what is recognised in that language; docs/edits.md tells it in words.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.edits.tongues.arabic import ARABIC
from tracker.edits.tongues.chinese import CHINESE
from tracker.edits.tongues.dutch import DUTCH
from tracker.edits.tongues.english import ENGLISH
from tracker.edits.tongues.french import FRENCH
from tracker.edits.tongues.german import GERMAN
from tracker.edits.tongues.hebrew import HEBREW
from tracker.edits.tongues.italian import ITALIAN
from tracker.edits.tongues.japanese import JAPANESE
from tracker.edits.tongues.polish import POLISH
from tracker.edits.tongues.portuguese import PORTUGUESE
from tracker.edits.tongues.russian import RUSSIAN
from tracker.edits.tongues.spanish import SPANISH
from tracker.edits.tongues.swedish import SWEDISH
from tracker.edits.tongues.turkish import TURKISH
from tracker.edits.tongues.values import Tongue, tongue

TONGUES: Mapping[str, Tongue] = MappingProxyType(
    {
        each.language: each
        for each in (
            ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH, SWEDISH,
            TURKISH, RUSSIAN, ARABIC, HEBREW, JAPANESE, CHINESE,
        )
    }
)  # fmt: skip
"""By language, BCP 47 without region."""

NO_TONGUE = tongue("")
"""A language of which nothing is known."""

UNSPACED = frozenset({JAPANESE.language, CHINESE.language})
"""Those in which no spaces part the words, and numbers are written in Chinese numerals."""

__all__ = ["NO_TONGUE", "TONGUES", "UNSPACED", "Tongue"]
