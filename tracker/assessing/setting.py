"""What assessments follow from, besides the history of an archive."""

from __future__ import annotations

import hashlib

from tracker.archive.repository import Archive
from tracker.edits.extensions import labels_of, noise_of
from tracker.edits.notes import note_rules
from tracker.edits.values import RULES_VERSION, Setting
from tracker.model import Fields
from tracker.text import TEXT_VERSION

_FORMAT = 2


def setting_of(archive: Archive) -> Setting:
    """Make the setting of assessments from what an archive knows of its site."""
    return setting_of_site(archive.site())


def setting_of_site(site: Fields) -> Setting:
    """Make the setting of assessments from what stands in site.json."""
    language = str(site.get("language") or "en")
    return Setting(
        language=language,
        zone=str(site.get("time_zone") or ""),
        rules=note_rules(language, labels_of(site)),
    )


def mark_of(setting: Setting, site: Fields) -> str:
    """Name all that an assessment follows from, besides the history."""
    added = (noise_of(site).rules, labels_of(site))
    parts = (_FORMAT, RULES_VERSION, TEXT_VERSION, setting.language, setting.zone, *added)
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
