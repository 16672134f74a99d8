"""How fast history is read, and how fast a command starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches.posts import SITE, write_recording
from scripts.benches.processes import run_tracker
from scripts.benches.ratio import Ratio, alternate, seconds
from scripts.benches.sizes import Sizes
from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.layout import TEXT
from tracker.archive.repository import MAIN, open_archive


def bench_reading(sizes: Sizes) -> list[Ratio]:
    """Compare reading every commit, and every text, with what git alone takes to list them."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        recording = write_recording(Path(name) / "recording.jsonl", sizes.posts, sizes.states)
        repos = Path(name) / "repos"
        run_tracker("import", SITE, recording, "--repos", repos, "--bare")
        (archive,) = repos.iterdir()
        listing, commits, texts = alternate(
            [
                lambda: seconds(lambda: list_raw(archive)),
                lambda: seconds(lambda: read_commits(archive)),
                lambda: seconds(lambda: read_texts(archive)),
            ],
            max(sizes.runs, 3),
        )
        return [
            Ratio(name="reading: every commit / git log --raw", value=commits / listing, target=2),
            Ratio(name="reading: with every text, each blob once / the same",
                  value=texts / listing, target=4),
        ]  # fmt: skip


def list_raw(archive: Path) -> None:
    """List the whole history as git does."""
    command = ["git", "-C", str(archive), "log", "--raw", "--no-abbrev", "--no-renames"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def read_commits(path: Path) -> int:
    """Read every commit, message and changes parsed; tell how many there are."""
    with open_archive(path) as archive:
        return sum(1 for _ in iter_commits(archive, MAIN))


def read_texts(path: Path) -> int:
    """Read every commit and every text once; tell how many bytes that is."""
    with open_archive(path) as archive, BlobReader(archive) as blobs:
        wanted = (
            change.after
            for commit in iter_commits(archive, MAIN, oldest_first=True)
            for change in commit.changes
            if change.after is not None and change.path.endswith(f"/{TEXT}")
        )
        return sum(map(len, blobs.read_all(dict.fromkeys(wanted))))


def bench_start(sizes: Sizes) -> list[Ratio]:
    """Compare the start of the command with the start of Python."""
    tracker = Path(sys.executable).with_name("tracker")
    nothing, version = alternate(
        [
            lambda: seconds(lambda: _run(sys.executable, "-c", "pass")),
            lambda: seconds(lambda: _run(str(tracker), "--version")),
        ],
        10 * sizes.runs,
    )
    name = "start: tracker --version / python -c pass"
    return [Ratio(name=name, value=version / nothing, target=4)]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
