"""Many sites at once: whatever is wrong with one is part of its result, and delays no other."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.audit.keeping import HOUR, NOW, audit, ledger_of, more, story, told, watch
from tests.cli.running import git
from tests.faults.making import NAME, hour, import_entries
from tests.faults.playing import BEGIN, Watched, newspaper, observed, watched
from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit
from tracker.audit.due import is_due
from tracker.audit.many import run_sites
from tracker.audit.patience import Patience
from tracker.audit.sites import SiteTask, run_site
from tracker.errors import ArchiveBusy, ConfigError, SiteUnavailable, TrackerError
from tracker.findings import SiteAudit, SiteStatus
from tracker.outcome import Outcome
from tracker.playback import Fault, FaultKind
from tracker.watching import Cadence

MINUTES = timedelta(minutes=5)
CADENCE = Cadence(every=timedelta(minutes=15), at_least=timedelta(hours=6))


def patience(timeout: timedelta = MINUTES, stop: threading.Event | None = None) -> Patience:
    return Patience(url="x", timeout=timeout, grace=MINUTES, stop=stop or threading.Event())


def task(
    path: Path | None, sync: Callable[[Patience], Outcome] | None = None, **more: object
) -> SiteTask:
    return SiteTask(
        name=path.name if path else "unknown",
        url="http://harbour.example/",
        path=path,
        audit=Audit(run="20260310T120000Z-abcdef", policy=watch(), at=NOW),
        sync=sync,
        **more,  # type: ignore[arg-type]
    )


def one(path: Path | None, *args: object, **more: object) -> SiteAudit:
    made = task(path, *args, **more)  # type: ignore[arg-type]
    return run_site(made, now=lambda: NOW, patience=patience(made.timeout))


def failing(error: BaseException) -> Callable[[Patience], Outcome]:
    def sync(*_: object) -> Outcome:
        raise error

    return sync


def test_an_archive_is_audited(harbour: Path) -> None:
    found = one(harbour)
    assert (found.status, found.error) == (SiteStatus.AUDITED, "")
    assert found.record is not None
    assert found.commit == git(harbour, "rev-parse", "audits").strip()
    assert found.could_audit


@pytest.mark.parametrize(
    "error",
    [
        SiteUnavailable("It does not answer.", url="http://harbour.example/"),
        ConfigError("The password file cannot be read."),
    ],
)
def test_a_site_that_cannot_be_synced_is_audited_all_the_same(
    harbour: Path, error: TrackerError
) -> None:
    found = one(harbour, failing(error))
    assert (found.status, found.error) == (SiteStatus.UNREACHABLE, str(error))
    assert found.record is not None
    assert found.record.inputs.sync == str(error)
    assert not found.could_audit


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ArchiveBusy("Another one writes.", path=Path("x")), SiteStatus.BUSY, "Another one writes"),
        (TrackerError("It broke."), SiteStatus.FAILED, "It broke."),
        (OSError(errno.ENOSPC, "No space left", "/x/y"), SiteStatus.FAILED, "No space"),
        (MemoryError(), SiteStatus.FAILED, "MemoryError"),
        (RecursionError("too deep"), SiteStatus.FAILED, "not foreseen: RecursionError"),
        (KeyError("id"), SiteStatus.FAILED, "not foreseen: KeyError"),
    ],
)  # fmt: skip
def test_every_error_becomes_a_result(
    harbour: Path, error: Exception, status: SiteStatus, words: str
) -> None:
    found = one(harbour, failing(error))
    assert (found.status, found.record, found.commit) == (status, None, "")
    assert words in found.error
    assert git(harbour, "for-each-ref", "refs/heads/audits") == ""


def test_no_archive_yet(tmp_path: Path) -> None:
    lost = failing(SiteUnavailable("It does not answer.", url="http://harbour.example/"))
    for path in (None, tmp_path / "nothing"):
        found = one(path, lost)
        assert (found.status, found.error) == (SiteStatus.UNREACHABLE, "It does not answer.")
    (tmp_path / "file").write_text("x")
    assert one(tmp_path / "file").status is SiteStatus.FAILED


def test_locked_by_another(harbour: Path) -> None:
    with open_archive(harbour) as archive, archive.lock():
        assert one(harbour).status is SiteStatus.BUSY
    assert one(harbour).status is SiteStatus.AUDITED


def test_a_folder_that_cannot_be_written(harbour: Path) -> None:
    """As a full disk: git refuses, nothing is half there, and the next run tells all."""
    objects = harbour / ".git" / "objects" / "pack"
    aside = objects.with_name("aside")
    objects.rename(aside)
    objects.write_text("in the way")
    found = one(harbour)
    assert found.status is SiteStatus.FAILED
    assert found.error
    objects.unlink()
    aside.rename(objects)
    assert one(harbour).status is SiteStatus.AUDITED
    assert max(told(harbour).values()) == 1


def test_a_sync_that_takes_too_long_is_ended(harbour: Path) -> None:
    def endless(patience: Patience) -> Outcome:
        while True:
            time.sleep(0.01)
            patience.progress("posts", 0, None)

    found = one(harbour, endless, timeout=timedelta(seconds=0.2))
    assert found.status is SiteStatus.UNREACHABLE
    assert "took longer than 0.2 s" in found.error
    assert found.record is not None
    assert found.seconds < 20


def test_an_interruption_ends_syncs(harbour: Path) -> None:
    stop = threading.Event()

    def endless(patience: Patience) -> Outcome:
        while True:
            stop.set()
            patience.progress("posts", 0, None)

    found = run_site(task(harbour, endless), now=lambda: NOW, patience=patience(stop=stop))
    assert (found.status, found.record) == (SiteStatus.FAILED, None)
    assert "interrupted" in found.error


@pytest.fixture
def town(tmp_path: Path) -> Iterator[list[Watched]]:
    """Twelve sites; 2 answer with errors only, 1 stalls."""
    with ExitStack() as stack:
        sites = [
            stack.enter_context(watched(newspaper(4), tmp_path / str(number)))
            for number in range(12)
        ]
        for number in (3, 7):
            sites[number].server.faults.put(Fault(kind=FaultKind.SERVER_ERROR))
        sites[5].server.faults.put(Fault(kind=FaultKind.STALL, seconds=8))
        yield sites


def syncing(site: Watched, at: float) -> Callable[[Patience], Outcome]:
    return lambda *_: site.sync(at)


def test_twelve_sites_of_which_three_are_broken(town: list[Watched]) -> None:
    tasks = [
        SiteTask(
            name=site.path.name, url=site.server.url, path=site.path,
            audit=Audit(run="r", policy=watch(), at=NOW), sync=syncing(site, 0),
        )
        for site in town
    ]  # fmt: skip
    ended: list[str] = []
    results = run_sites(
        tasks, parallel=4, now=lambda: NOW, tell=lambda site, *_: ended.append(site.url)
    )
    assert [found.url for found in results] == [site.server.url for site in town]
    broken = [number for number, found in enumerate(results) if not found.could_audit]
    assert broken == [3, 5, 7]
    assert all(results[number].status is SiteStatus.UNREACHABLE for number in broken)
    assert all(results[number].record is None for number in broken)
    assert len(ended) == 12
    assert ended.index(town[5].server.url) >= 6  # others went past the one that stalled
    for number in broken:
        town[number].server.faults.clear()
        town[number].server.add(observed(BEGIN + timedelta(days=1), 1, "A new word."))
    again = run_sites(tasks, parallel=4, now=lambda: NOW + HOUR)
    assert all(found.could_audit for found in again)


def test_an_interruption_ends_the_pool(harbour: Path) -> None:
    def endless(patience: Patience) -> Outcome:
        while True:
            time.sleep(0.01)
            patience.progress("posts", 0, None)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_sites(
            [task(harbour, failing(TrackerError("x"))), task(harbour, endless)],
            parallel=2, now=lambda: NOW, tell=interrupt,
        )  # fmt: skip
    assert time.monotonic() - begun < 30


def due(path: Path, at: datetime) -> bool:
    with open_archive(path) as archive:
        return is_due(archive, CADENCE, at)


def test_due_by_the_age_of_what_happened_last(tmp_path: Path) -> None:
    fresh = (BEGIN + HOUR - hour(0)) / HOUR
    with watched(newspaper(2), tmp_path / "repos") as site:
        site.sync(fresh)
        assert not due(site.path, hour(fresh) + timedelta(minutes=14))
        assert due(site.path, hour(fresh) + timedelta(minutes=15))
        site.sync(0)
        assert not due(site.path, hour(5))
        assert due(site.path, hour(6))
        assert due(site.path, hour(-5))  # the clock was set back: once too often


def fail(path: Path, at: datetime) -> None:
    broken = failing(SiteUnavailable("It does not answer.", url="http://harbour.example/"))
    run_site(task(path, broken), now=lambda: at, patience=patience())


def test_due_soon_after_a_failure_then_ever_later(harbour: Path) -> None:
    """The site is quiet: one that works is asked every 6 hours."""
    assert due(harbour, NOW)  # an import is no sync
    at = NOW
    for minutes in (15, 30, 60, 120, 240, 360, 360):
        fail(harbour, at)
        pause = timedelta(minutes=minutes)
        assert not due(harbour, at + pause - timedelta(seconds=1))
        at += pause
        assert due(harbour, at)
    audit(harbour, at - HOUR, by=watch())
    assert due(harbour, at)  # who did not ask is no try
    assert due(harbour, NOW - timedelta(days=3))


def test_a_failure_in_dense_days_keeps_the_beat(tmp_path: Path) -> None:
    fresh = (BEGIN + HOUR - hour(0)) / HOUR
    with watched(newspaper(2), tmp_path / "repos") as site:
        site.sync(fresh)
        for number in range(1, 4):
            at = hour(fresh) + number * timedelta(minutes=15)
            fail(site.path, at)
            assert not due(site.path, at + timedelta(minutes=14))
            assert due(site.path, at + timedelta(minutes=15))
        site.sync(fresh + 1)
        assert not due(site.path, hour(fresh + 1) + timedelta(minutes=14))
        fail(site.path, hour(fresh + 2))
        assert due(site.path, hour(fresh + 2) + timedelta(minutes=15))


def test_what_is_not_due_is_left_alone(harbour: Path) -> None:
    broken = failing(SiteUnavailable("It does not answer.", url="http://harbour.example/"))
    assert one(harbour, broken, cadence=CADENCE).status is SiteStatus.UNREACHABLE
    found = one(harbour, broken, cadence=CADENCE)
    assert (found.status, found.record, found.could_audit) == (SiteStatus.NOT_DUE, None, True)


def test_main_moves_between_sync_and_audit(tmp_path: Path) -> None:
    """What another run recorded after our sync is judged now, or by the next audit; once."""
    repos = tmp_path / "repos"
    import_entries(repos, story(1, 4200, 0))
    path = repos / NAME

    def sync(*_: object) -> Outcome:
        outcome = import_entries(repos, story(1, 6900, 5))
        more(path, story(1, 7100, 6))
        return outcome

    first = one(path, sync)
    assert first.record is not None
    assert len(first.record.new) == 2
    assert one(path).could_audit
    assert max(told(path).values()) == 1
    assert len(ledger_of(path).open.findings) == 2
