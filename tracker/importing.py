"""`tracker import`: record REST answers that somebody kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from tracker.archive.driver import install_driver
from tracker.archive.heldcache import read_held
from tracker.archive.repository import open_archive
from tracker.archive.syncs import SyncRecord
from tracker.archive.upkeep import maintain
from tracker.archive.worktree import follow_main
from tracker.edits.extensions import noise_of
from tracker.errors import ConfigError
from tracker.model import Fields, Skipped, stamp
from tracker.observing import ObservationSorter, PostObservations, record_observations
from tracker.outcome import Outcome
from tracker.recording.ahead import Ahead, helpers
from tracker.recording.recorder import Recorder
from tracker.recording.reformatting import DEFAULT_LANGUAGE, reformat
from tracker.recording.sitefiles import SiteFiles, SiteState, read_site_state
from tracker.recording.states import Context
from tracker.syncing.options import Progress, silent
from tracker.wordpress.address import archive_name, origin_of, parse_address
from tracker.wordpress.rest import Root


def import_files(
    url: str,
    files: Iterable[Path],
    *,
    repos: Path,
    observed_at: datetime | None,
    now: Callable[[], datetime],
    bare: bool = False,
    workers: int | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Record the answers in files in the archive of a site, which need not exist yet.

    Args:
        url: any page of the site; it alone decides which archive is meant.
        files: read in this order.
        repos: the folder of the archives.
        observed_at: when answers were read that do not tell it themselves.
        now: the clock.
        bare: make a new archive without a working tree.
        workers: how many processes may help with many observations; as many as the machine has
            processors, if not given. The archive is the same with any number.
        progress: told of every post that is done.

    Raises:
        ConfigError: for an address that is none, or files without a single post.
        ArchiveError: where the archive cannot be written.
    """
    typed = parse_address(url)
    started = now()
    others: Ahead[PostObservations] = Ahead(workers=helpers() if workers is None else workers)
    with (
        others as ahead,
        ObservationSorter(many=ahead.start) as sorter,
    ):
        skipped = [one for path in files for one in sorter.read_file(path, observed_at)]
        if sorter.first is None:
            reason = f" ({skipped[0].post}: {skipped[0].reason})" if skipped else ""
            raise ConfigError(f"There is no post in these files{reason}; nothing was imported.")
        home, root = site_of(typed, sorter.first)
        name = archive_name(typed, Root.parse(root).site_path if root else urlsplit(home).path)
        return _record(
            repos / name,
            name,
            home,
            root,
            sorter,
            tuple(skipped),
            started,
            now,
            bare,
            ahead,
            progress,
        )


def site_of(typed: str, item: Fields) -> tuple[str, str | None]:
    """Tell home and REST root of the site: from the links of an item, if they are of its origin.

    A typed address that is a post's own page is not the home of the site.
    """
    origin = origin_of(typed)
    links = item.get("_links")
    own = links.get("self") if isinstance(links, dict) else None
    href = (
        own[0].get("href") if isinstance(own, list) and own and isinstance(own[0], dict) else None
    )
    base = f"{urlsplit(typed).scheme}://{urlsplit(typed).netloc}"
    if isinstance(href, str) and "wp/v2/" in href:
        try:
            linked = origin_of(href)
        except ValueError:
            linked = None
        if linked is not None and linked.host == origin.host:
            root = Root.parse(href.partition("wp/v2/")[0])
            return base + root.site_path, str(root)
    return base + (urlsplit(typed).path or "/"), None


def _record(
    path: Path,
    name: str,
    home: str,
    root: str | None,
    sorter: ObservationSorter,
    skipped: tuple[Skipped, ...],
    started: datetime,
    now: Callable[[], datetime],
    bare: bool,
    ahead: Ahead[PostObservations],
    progress: Progress,
) -> Outcome:
    with open_archive(path, create=True, bare=bare) as archive, archive.lock():
        follow_main(archive)
        before = read_site_state(archive)
        new = SiteState.begin(url=home, rest_root=root)
        site = SiteFiles(archive_name=name, before=before, after=before or new)
        context = Context(
            site_name=name,
            language=str(site.after.site.get("language") or DEFAULT_LANGUAGE),
            noise=noise_of(site.after.site),
            names=site.after.names(),
        )
        if before is not None:
            before = reformat(archive, before, context, now=now)
            site = SiteFiles(archive_name=name, before=before, after=before)
        held = read_held(archive)
        host = urlsplit(home).hostname or name
        with Recorder(archive, held, context, host=host, by_moment=True) as recorder:
            done = record_observations(
                recorder,
                sorter,
                held,
                ahead=ahead,
                done=lambda count: progress("recording", count, len(sorter)),
            )
            record = SyncRecord(
                kind="import",
                started=stamp(started),
                finished=stamp(now()),
                failed={one.post: one.reason for one in skipped},
            )
            recorder.close(site, record, now())
            outcome = Outcome(
                site=home,
                archive=path,
                recorded=dict(recorder.recorded),
                states=recorder.states,
                revisions=recorder.revisions,
                skipped=skipped,
                read=done,
            )
        kept = follow_main(archive)
        install_driver(archive)
        maintain(archive, written=outcome.states)
    return outcome.with_kept(kept)
