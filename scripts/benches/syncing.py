"""How fast a site is read over the network, and what many syncs do to an archive."""

from __future__ import annotations

import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

import requests

from scripts.benches.posts import write_recording
from scripts.benches.processes import Cost, git, run_tracker
from scripts.benches.ratio import Ratio, alternate, seconds
from scripts.benches.reading import read_commits
from scripts.benches.serving import SiteProcess, site_process
from scripts.benches.sizes import Sizes
from scripts.benches.streams import contents_of, pipe_stream, write_stream
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.address import parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

_CONNECTIONS = 4
_LATENCY = 50
_CHANGES = 20
_RATE = 4.0


def bench_sync(sizes: Sizes) -> list[Ratio]:
    """Compare a first sync with a bare download, and tell what one more sync costs."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        folder = Path(name)
        recording = write_recording(folder / "recording.jsonl", sizes.synced, 1)
        with site_process(recording, latency=_LATENCY) as site:
            _sync(site, folder / "warm")
            pages = [url for url in site.asked() if "per_page" in url]
            (archive,) = (folder / "warm").iterdir()
            stream = write_stream(contents_of(archive), folder / "stream")
            numbers = count()
            bare, alone, whole = alternate(
                [
                    lambda: seconds(lambda: _download(pages)),
                    lambda: pipe_stream(stream, folder / f"alone-{next(numbers)}"),
                    lambda: _sync(site, folder / f"repos-{next(numbers)}").wall,
                ],
                sizes.runs,
            )
            again = _sync_again(site, folder / "warm")
            # At the rate that sites are asked at, unless a user says otherwise, pages come slower.
            polite = _sync(site, folder / "polite", "--rate", f"{_RATE:g}/s").wall
        return [
            Ratio(name="sync: time / a bare download of the same pages",
                  value=whole / bare, target=1.3),
            Ratio(name="sync: git alone, for a prepared stream of the same posts / the download",
                  value=alone / bare),
            Ratio(name="sync: the same at the ordinary 4 requests a second",
                  value=polite / (len(pages) / _RATE), target=1.3),
            Ratio(name=f"resync: CPU with {_CHANGES} changes, git's included",
                  value=again.cpu + again.git_cpu, target=1, unit="s"),
            Ratio(name="resync: the same / python -c pass", value=_in_starts(again)),
        ]  # fmt: skip


def _sync(site: SiteProcess, repos: Path, *more: str) -> Cost:
    return run_tracker(
        "sync", site.url, "--repos", repos, "--types", "posts", "--bare",
        "--connections", str(_CONNECTIONS), *more,
    )  # fmt: skip


def _sync_again(site: SiteProcess, repos: Path) -> Cost:
    _sync(site, repos)
    site.edit(_CHANGES)
    return _sync(site, repos)


def _download(urls: list[str]) -> None:
    """Fetch and unpack the pages, over as many connections, and do nothing with them."""
    with requests.Session() as session, ThreadPoolExecutor(_CONNECTIONS) as threads:
        for length in threads.map(lambda url: len(session.get(url, timeout=60).content), urls):
            assert length


def _in_starts(cost: Cost) -> float:
    start = seconds(lambda: [run([sys.executable, "-c", "pass"], check=True) for _ in range(10)])
    return (cost.cpu + cost.git_cpu) / (start / 10)


def bench_many(sizes: Sizes) -> list[Ratio]:
    """Compare reading after many syncs, each with a change, with reading after `git gc`."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        folder = Path(name)
        recording = write_recording(folder / "recording.jsonl", 200, 1)
        with site_process(recording, latency=0) as site:
            _sync(site, folder / "repos")
            for _ in range(sizes.syncs):
                site.edit(2)
                sync_here(site.url, folder / "repos")
        (archive,) = (folder / "repos").iterdir()
        packed = folder / "packed"
        shutil.copytree(archive, packed)
        git(packed, "gc", "-q")
        fresh, after = alternate(
            [
                lambda: seconds(lambda: read_commits(packed)),
                lambda: seconds(lambda: read_commits(archive)),
            ],
            max(sizes.runs, 3),
        )
        name = f"many syncs: reading after {sizes.syncs} / after git gc"
        return [Ratio(name=name, value=after / fresh, target=1.5)]


def sync_here(url: str, repos: Path, name: str | None = None) -> None:
    """Sync in this process: a thousand starts of Python would be most of the time."""
    typed = parse_address(url)
    settings = HttpSettings(user_agent="bench (https://example.org/)", connections=2)
    with Session(
        settings,
        site=typed,
        now=lambda: datetime.now(UTC),
        clock=time.monotonic,
        sleep=time.sleep,
    ) as session:
        options = SyncOptions(url=typed, repos=repos, types=("posts",), name=name)
        sync_site(options, session, now=lambda: datetime.now(UTC))
