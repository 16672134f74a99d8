"""What a killed sync had read and not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from tracker.archive.heldcache import read_held
from tracker.archive.journal import Journal
from tracker.archive.repository import Archive
from tracker.archive.syncs import SyncRecord
from tracker.model import stamp
from tracker.recording.readings import GoneReading, PostReading, Reading
from tracker.recording.recorder import Recorder
from tracker.recording.sitefiles import SiteFiles, SiteState, read_site_state
from tracker.syncing.naming import Naming
from tracker.syncing.opening import OpenedSite, make_context


def recover(archive: Archive, opened: OpenedSite, now: Callable[[], datetime]) -> None:
    """Record what a killed run had read; recording it twice is the same as once.

    Raises:
        SiteError: where the names of authors and terms cannot be read; nothing is lost then.
    """
    journal = Journal(archive.state_dir)
    entries = list_entries(journal)
    if not entries:
        return
    before = read_site_state(archive)
    state = opened.state(before)
    naming = _learn_names(opened, state, entries)
    context = replace(make_context(opened, state), names=naming.names())
    host = urlsplit(opened.home).hostname or opened.name
    with Recorder(archive, read_held(archive), context, host=host, by_moment=False) as recorder:
        for entry in entries:
            if isinstance(entry, PostReading):
                recorder.record_post(entry)
            elif isinstance(entry, GoneReading):
                recorder.record_gone(entry)
        record = SyncRecord(kind="recovery", started=stamp(now()), finished=stamp(now()))
        after = SiteState(
            site=state.site, users=naming.users, terms=naming.terms, media=naming.media
        )
        files = SiteFiles(archive_name=opened.name, before=before, after=after)
        recorder.close(files, record, now())
    journal.delete()


def list_entries(journal: Journal) -> list[Reading]:
    """Read the journal; an entry of an older version that cannot be read is left out."""
    found: list[Reading] = []
    for entry in journal.entries():
        try:
            found.append(msgspec.convert(entry, type=Reading))
        except msgspec.ValidationError:
            continue
    return found


def _learn_names(opened: OpenedSite, state: SiteState, entries: Iterable[Reading]) -> Naming:
    """Ask for names as the killed run would have: later runs meet only posts that change."""
    naming = Naming(
        rest=opened.rest, users=dict(state.users), terms=dict(state.terms), media=dict(state.media)
    )
    for entry in entries:
        if isinstance(entry, PostReading):
            for observation in entry.observations:
                naming.meet(observation.fields)
            for revision in entry.revisions:
                naming.meet({"author": revision.fields.get("author")})
    naming.read_wanted()
    return naming
