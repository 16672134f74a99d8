"""One sync, from the first request to the last commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tracker.archive.driver import install_driver
from tracker.archive.heldcache import read_held
from tracker.archive.repository import Archive, open_archive
from tracker.archive.syncs import SyncRecord, TypeListing, last_sync
from tracker.archive.upkeep import maintain
from tracker.archive.worktree import follow_main
from tracker.assessing import assess_archive
from tracker.model import Skipped, stamp
from tracker.outcome import Outcome
from tracker.recording.ahead import helpers
from tracker.recording.reformatting import reformat
from tracker.recording.sitefiles import SiteFiles, read_site_state
from tracker.syncing.collecting import Collector
from tracker.syncing.evidence import Evidence
from tracker.syncing.naming import Naming
from tracker.syncing.opening import OpenedSite, make_context, open_for_sync
from tracker.syncing.options import Progress, SyncOptions, silent
from tracker.syncing.rechecking import spare_request
from tracker.syncing.recovering import recover
from tracker.syncing.removal import HeldBack, check_missing
from tracker.syncing.types import TypeRun
from tracker.wordpress.address import parse_address
from tracker.wordpress.credentials import check_credentials
from tracker.wordpress.readings import Reading
from tracker.wordpress.session import Session
from tracker.wordpress.types import PostType, choose_types, read_types

_KEPT_UP = 8
"""Requests a second, 100 posts each, that one process can keep up with."""
REQUESTS_A_TYPE = 3
REQUESTS_A_SITE = 3
"""What one more sync of an unchanged site may ask: see `spare_request`."""


def sync_site(
    options: SyncOptions,
    session: Session,
    *,
    now: Callable[[], datetime],
    progress: Progress = silent,
) -> Outcome:
    """Bring the archive of a site up to date.

    Nothing is created before the site has answered as WordPress does, and, with credentials,
    has accepted them.

    Args:
        options: the user's choices.
        session: made for `options.url`; with credentials, revisions are read.
        now: the wall clock.
        progress: told what is being read.

    Raises:
        SiteError: where the site cannot be read at all.
        ArchiveError: where the archive cannot be written, or is being written by another.
        ConfigError: for choices that do not fit the site.
    """
    progress("finding the REST API", 0, None)
    session.check_credentials_may_go(parse_address(options.rest_root or options.url))
    opened = open_for_sync(session, options)
    if session.settings.credentials is not None:
        check_credentials(opened.rest)
    types = read_types(opened.rest)
    chosen = choose_types(types, options.types)
    path = options.repos / opened.name
    with open_archive(path, create=True, bare=options.bare) as archive, archive.lock():
        follow_main(archive)
        held_site = read_site_state(archive)
        if held_site is not None:
            context = make_context(opened, opened.state(held_site))
            reformat(archive, held_site, context, now=now)
        recover(archive, opened, now)
        outcome = _sync(archive, opened, options, session, chosen, types, now, progress)
        kept = follow_main(archive)
        if outcome.edited:
            progress("assessing", len(outcome.edited), None)
            assess_archive(archive, outcome.edited, at=now())
        install_driver(archive)
        maintain(archive, written=outcome.states)
    return outcome.with_kept(kept)


def _sync(
    archive: Archive,
    opened: OpenedSite,
    options: SyncOptions,
    session: Session,
    chosen: tuple[PostType, ...],
    types: tuple[PostType, ...],
    now: Callable[[], datetime],
    progress: Progress,
) -> Outcome:
    started = now()
    held = read_held(archive)
    before = read_site_state(archive)
    state = opened.state(before)
    last = last_sync(archive, kind="sync")
    naming = Naming(
        rest=opened.rest, users=dict(state.users), terms=dict(state.terms), media=dict(state.media)
    )
    evidence = None
    if session.settings.credentials is not None:
        evidence = Evidence(rest=opened.rest, naming=naming, with_drafts=options.drafts)
    workers = _workers(options, session)
    with Collector(
        archive, held, state, options, naming, evidence, opened, last, workers=workers
    ) as collector:
        moved_zone = before is not None and (
            before.site.get("time_zone") not in (None, state.site["time_zone"])
        )
        budget = REQUESTS_A_TYPE * len(chosen) + REQUESTS_A_SITE
        # Where credentials cost the spare request, every other run reads no old posts again.
        rolls = evidence is None or last is None or last.spare
        listings: dict[str, TypeListing] = dict(last.types) if last else {}
        missing: list[str] = []
        for kind in chosen:
            known = bool(last and kind.folder in last.types and last.types[kind.folder].complete)
            run = TypeRun(rest=opened.rest, kind=kind, held=held, take=collector.take, rolls=rolls)
            collector.begin_type(kind, known=known, progress=progress)
            run.run(options, known=known, listen_again=moved_zone)
            collector.end_type()
            others = tuple(one for one in types if one.slug != kind.slug)
            missing += _settle_missing(collector, run, others, last)
            collector.skipped += run.skipped
            if not options.is_partial:
                listings[kind.folder] = TypeListing(total=run.total, complete=known or run.complete)
        spare = not options.is_partial and (options.full or session.requests < budget)
        rechecked: tuple[str, ...] = ()
        if spare:
            rechecked = spare_request(collector, naming, opened.rest, held, types, last, options)
        naming.read_wanted()
        record = SyncRecord(
            kind="sync",
            started=stamp(started),
            finished=stamp(now()),
            types=listings,
            missing=tuple(missing),
            revised=evidence.revised if evidence else {},
            rechecked=rechecked,
            failed={one.post: one.reason for one in collector.all_skipped},
            requests=session.requests,
            turn=collector.turn if spare or last is None else last.turn,
            spare=spare or options.is_partial,
        )
        files = SiteFiles(
            archive_name=opened.name, before=before, after=collector.site_state(state)
        )
        progress("recording", collector.recorder.states, None)
        collector.close(files, record, now())
        return collector.outcome(opened, archive.path, session.requests)


def _workers(options: SyncOptions, session: Session) -> int:
    """Tell how many processes may help: none where pages come no faster than one can read them."""
    if options.workers is not None:
        return options.workers
    return helpers() if session.rate is None or session.rate > _KEPT_UP else 0


def _settle_missing(
    collector: Collector, run: TypeRun, others: tuple[PostType, ...], last: SyncRecord | None
) -> list[str]:
    """Ask for the posts that were not listed, and record what became of them."""
    suspected = set(last.missing) if last else set()
    held_back: list[str] = []
    found = check_missing(
        run.rest,
        run.kind,
        others,
        run.missing,
        live=len(run.live()),
        suspected=suspected,
    )
    for one in found:
        if isinstance(one, HeldBack):
            held_back = [str(key) for key in one.keys]
            run.skipped.append(
                Skipped(
                    post=run.kind.folder,
                    reason=f"{len(one.keys)} posts are missing at once, which is more often a "
                    "broken site than a clearance; the next sync records it if it is still so",
                )
            )
        elif isinstance(one, Skipped):
            run.skipped.append(one)
        elif isinstance(one, Reading):
            collector.take(run.kind, (one,))
        else:
            collector.take_gone(one)
    return held_back
