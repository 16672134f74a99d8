"""English of no meaning: sentences of a small town, always the same for the same seed."""

from __future__ import annotations

import random

_WHO = (
    "The harbour office", "A council committee", "The school board", "Mayor Ines Calder",
    "The owner of the mill", "A group of neighbours", "The ferry company", "Engineer Tom Ashby",
    "The library", "The fire service", "A spokesman for the port", "The county court",
    "Residents of Quay Street", "The planning office", "A retired teacher", "The water board",
    "Dr. Lena Marsh", "The bus drivers", "A judge in Ellery", "The market traders",
)  # fmt: skip
_DID = (
    "announced", "rejected", "reviewed", "approved", "postponed", "questioned", "described",
    "published", "withdrew", "supported", "criticised", "measured", "repaired", "paid for",
    "asked for", "signed", "defended", "counted", "inspected", "cancelled",
)  # fmt: skip
_WHAT = (
    "the new timetable", "a plan for the old cannery", "the repair of the sea wall",
    "an offer for the empty lot", "the budget of the museum", "a report on the water mains",
    "the sale of two tugboats", "a permit for the summer fair", "the contract for road salt",
    "the closing of the north bridge", "a study of the tides", "the price of a day ticket",
    "a row of new lamps", "the list of protected trees", "the rules for street music",
    "the cost of the landing", "a second crossing", "the lease of the boat sheds",
)  # fmt: skip
_HOW = (
    "on Monday", "after a long debate", "without a vote", "for the second time this year",
    "in a short letter", "at a crowded meeting", "despite earlier doubts", "before the deadline",
    "as expected", "late in the evening", "with one voice against it", "in private",
)  # fmt: skip
_WHY = (
    "because the money ran out", "while the work goes on", "although nobody had asked",
    "since the storm in {month}", "until {count} more signatures arrive",
    "for about ${sum} million",
    "which {count} people had demanded", "as {count} households wait", "to save ${sum} million",
)  # fmt: skip
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")


class Prose:
    """Draw sentences, headlines and notes.

    Args:
        seed: the same seed gives the same text on every machine.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        """Write one sentence of 8 to 25 words."""
        pick = self._random.choice
        parts = [pick(_WHO), pick(_DID), pick(_WHAT), pick(_HOW)]
        if self._random.random() < 0.7:
            parts.append(self._filled(pick(_WHY)))
        if self._random.random() < 0.4:
            parts += ["and", pick(_DID), pick(_WHAT)]
        return " ".join(parts) + "."

    def paragraph(self) -> list[str]:
        """Write the sentences of one paragraph."""
        return [self.sentence() for _ in range(self._random.randint(2, 5))]

    def headline(self) -> str:
        """Write a headline."""
        pick = self._random.choice
        return f"{pick(_WHO)} {pick(_DID)} {pick(_WHAT)}"

    def note(self) -> str:
        """Write an update stamp."""
        return f"Updated: {self._random.randint(1, 12)}:{self._random.randint(0, 59):02d} p.m."

    def below(self, bound: int) -> int:
        """Draw a number from 0 to `bound` - 1."""
        return self._random.randrange(bound)

    def _filled(self, template: str) -> str:
        return template.format(
            month=self._random.choice(_MONTHS),
            count=self._random.randint(12, 9800),
            sum=self._random.randint(11, 99) / 10,
        )
