"""How fast, how small and in how much memory states are written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches.posts import SITE, write_recording
from scripts.benches.processes import git, run_tracker
from scripts.benches.ratio import Ratio, alternate
from scripts.benches.sizes import Sizes
from scripts.benches.streams import Contents, contents_of, pipe_stream, write_stream, write_with_us

_NAME = "courier.example"


def bench_writer(sizes: Sizes) -> list[Ratio]:
    """Compare our stream with the same stream prepared and piped by `cat`."""
    with _workshop(sizes) as shop:
        contents, fresh = shop.contents(), shop.fresh
        stream = write_stream(contents, shop.folder / "stream")
        limit, ours = alternate(
            [lambda: pipe_stream(stream, fresh()), lambda: write_with_us(contents, fresh())],
            sizes.runs,
        )
        name = "writer: speed / a prepared stream piped into git"
        return [Ratio(name=name, value=limit / ours, target=0.9, at_least=True)]


def bench_import(sizes: Sizes) -> list[Ratio]:
    """Compare `tracker import`, from file to archive, with the limit that git sets."""
    with _workshop(sizes) as shop:
        stream = write_stream(shop.contents(), shop.folder / "stream")
        limit, bare, whole = alternate(
            [
                lambda: pipe_stream(stream, shop.fresh()),
                lambda: run_tracker(*shop.command(shop.fresh()), "--bare").wall,
                lambda: run_tracker(*shop.command(shop.fresh())).wall,
            ],
            sizes.runs,
        )
        return [
            Ratio(
                name="import: speed / a prepared stream piped into git",
                value=limit / bare,
                target=0.35,
                at_least=True,
            ),
            Ratio(name="import with a working tree: speed / the same", value=limit / whole),
        ]


def bench_size(sizes: Sizes) -> list[Ratio]:
    """Compare the size of a new archive with that after `git gc --aggressive`."""
    with _workshop(sizes) as shop:
        archive = shop.archive()
        before = _packed(archive)
        packed = shop.fresh()
        shutil.copytree(archive, packed)
        git(packed, "gc", "-q", "--aggressive", "--prune=now")
        value = before / _packed(packed)
        return [Ratio(name="size: archive / after git gc --aggressive", value=value, target=1.3)]


def bench_memory(sizes: Sizes) -> list[Ratio]:
    """Compare the memory of an import with that of one of many times as many states."""
    with _workshop(sizes) as shop:
        few = run_tracker(*shop.command(shop.fresh()), "--bare").peak
        shop.recording.unlink()
        states = sizes.states * sizes.many
        write_recording(shop.recording, sizes.posts, states)
        more = run_tracker(*shop.command(shop.fresh()), "--bare").peak
        number = f"{sizes.posts * states:,}"
        name = f"memory: Python process, {number} states"
        return [
            Ratio(name=name, value=more, target=300, unit="MB"),
            Ratio(name=f"memory: {number} / {sizes.posts * sizes.states:,} states",
                  value=more / few, target=1.5),
        ]  # fmt: skip


class _Workshop:
    """A folder with a recording, and archives made of it."""

    def __init__(self, folder: Path, recording: Path) -> None:
        self.folder = folder
        self.recording = recording
        self._numbers = count()

    def fresh(self) -> Path:
        """Name a folder that does not exist; what was made under the last name goes."""
        number = next(self._numbers)
        shutil.rmtree(self.folder / f"made-{number - 1}", ignore_errors=True)
        return self.folder / f"made-{number}"

    def command(self, repos: Path) -> tuple[str | Path, ...]:
        """Give the command that imports the recording."""
        return ("import", SITE, self.recording, "--repos", repos)

    def archive(self) -> Path:
        """Make an archive that stays."""
        repos = self.folder / "repos"
        if not repos.exists():
            run_tracker(*self.command(repos), "--bare")
        return repos / _NAME

    def contents(self) -> Contents:
        """Read what an archive of the recording holds."""
        return contents_of(self.archive())


Fresh = Callable[[], Path]


@contextmanager
def _workshop(sizes: Sizes) -> Iterator[_Workshop]:
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        folder = Path(name)
        recording = sizes.data or folder / "recording.jsonl"
        if sizes.data is None:
            write_recording(recording, sizes.posts, sizes.states)
        yield _Workshop(folder, recording)


def _packed(archive: Path) -> int:
    return sum(path.stat().st_size for path in (archive / "objects").rglob("*") if path.is_file())
