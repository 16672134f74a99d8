"""The day of the demo's newsroom: what an audit by the policy `newsroom` finds after each act."""

from __future__ import annotations

EXPECTED: tuple[frozenset[tuple[str, str, str]], ...] = tuple(
    map(
        frozenset,
        (
            set(),
            set(),
            {("new", "silent-substance", "Council approves ferry landing at Harbor Street")},
            set(),
            {("new", "correction-without-label", "Water main break closes two schools")},
            {
                ("new", "silent-substance", "Fire damages cannery warehouse, no one hurt"),
                ("new", "headline-changed-after", "Fire damages cannery warehouse, no one hurt"),
            },
            set(),
            {("new", "silent-substance", "Street fair permits: how to apply")},
            set(),
            {
                (
                    "new",
                    "removed-without-note",
                    "Paving contract went to mayor’s cousin, records show",
                )
            },
            {
                ("new", "silent-substance", "Paving contract went to mayor’s cousin, records show"),
                (
                    "resolved",
                    "removed-without-note",
                    "Paving contract went to mayor’s cousin, records show",
                ),
            },
        ),
    )
)
"""By act: `new` or `resolved`, the rule, the headline."""
