"""What one commit costs: in small trees and large ones, and in other ways of writing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from git import Repo

from scripts.benches.posts import SITE, write_recording
from scripts.benches.processes import git, run_tracker
from scripts.benches.prose import Prose
from scripts.benches.ratio import Ratio, alternate, seconds
from scripts.benches.sizes import Sizes
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import CONTENT, POST, TEXT, post_directory
from tracker.archive.repository import MAIN
from tracker.archive.stream import ImportStream
from tracker.model import PostKey

_FILES = (TEXT, CONTENT, POST)


def bench_growth(sizes: Sizes) -> list[Ratio]:
    """Compare the cost of a commit in a large tree with that in a small one."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        trees = [Path(name) / str(files) for files in sizes.files]
        for path, files in zip(trees, sizes.files, strict=True):
            git(path.parent, "init", "-q", "--bare", path.name)
            with Repo(path) as repo:
                _plant(repo, files // len(_FILES))
        small, large = alternate(
            [
                lambda: _commit_many(trees[0], sizes.files[0] // len(_FILES), sizes.commits),
                lambda: _commit_many(trees[1], sizes.files[1] // len(_FILES), sizes.commits),
            ],
            sizes.runs,
        )
        few, many = (f"{files:,}" for files in sizes.files)
        name = f"growth: a commit at {many} files / at {few}"
        return [Ratio(name=name, value=large / small, target=1.3)]


def _plant(repo: Repo, posts: int) -> None:
    prose = Prose(3)
    with ImportStream(repo) as stream:
        changes = [
            (f"{post_directory(_key(number))}/{file}", stream.blob(prose.sentence().encode()))
            for number in range(posts)
            for file in _FILES
        ]
        stream.commit(
            MAIN, author=COMMITTER, authored=0, committed=0, message=b"plant\n", changes=changes
        )
        stream.finish()


def _commit_many(path: Path, posts: int, count: int) -> float:
    """Write commits of one post each, in an order that jumps about; seconds a commit."""
    prose = Prose(path.stat().st_mtime_ns)
    texts = [f"{prose.sentence()} {number}".encode() for number in range(count)]
    with Repo(path) as repo:
        return seconds(lambda: _write(repo, posts, texts)) / count


def _write(repo: Repo, posts: int, texts: list[bytes]) -> None:
    with ImportStream(repo) as stream:
        marks = [[stream.blob(text + file.encode()) for file in _FILES] for text in texts]
        parents: tuple[str, ...] = (MAIN + "^0",)
        for number, blobs in enumerate(marks):
            folder = post_directory(_key(number * 7919 % posts))
            stream.commit(
                MAIN,
                author=COMMITTER,
                authored=number,
                committed=number,
                message=b"edit\n",
                changes=[
                    (f"{folder}/{file}", blob) for file, blob in zip(_FILES, blobs, strict=True)
                ],
                parents=parents,
            )
            parents = ()
        stream.finish()


def _key(number: int) -> PostKey:
    return PostKey(folder="posts", id=1000 + 3 * number)


def bench_plain_git(sizes: Sizes) -> list[Ratio]:
    """Compare `tracker import` with a commit a state by `git add` and by GitPython."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        recording = write_recording(Path(name) / "recording.jsonl", sizes.posts, sizes.states)
        repos = Path(name) / "repos"
        costs = [run_tracker("import", SITE, recording, "--repos", repos)]
        (archive,) = repos.iterdir()
        with Repo(archive) as repo:
            adding, indexing = alternate(
                [
                    lambda: _by_git(archive, sizes.slow_commits),
                    lambda: _by_index(repo, sizes.slow_commits),
                ],
                sizes.runs,
            )
        ours = min(cost.wall for cost in costs) / (sizes.posts * sizes.states)
        return [
            Ratio(name="import: states a second / git add and git commit",
                  value=adding / ours, target=50, at_least=True),
            Ratio(name="import: states a second / GitPython index.commit",
                  value=indexing / ours, target=100, at_least=True),
        ]  # fmt: skip


def _edits(archive: Path, count: int) -> Iterator[list[str]]:
    """Change the files of one post after the other on disk; the paths of each."""
    prose = Prose(5)
    texts = sorted(archive.glob("posts/*/*/*/text.md"))
    for number in range(count):
        folder = texts[number * 7919 % len(texts)].parent
        for file in _FILES:
            with (folder / file).open("a") as text:
                text.write(prose.sentence() + "\n")
        yield [str((folder / file).relative_to(archive)) for file in _FILES]


def _by_git(archive: Path, count: int) -> float:
    def commit() -> None:
        for paths in _edits(archive, count):
            git(archive, "add", *paths)
            git(archive, "commit", "-q", "-m", "edit")

    return seconds(commit) / count


def _by_index(repo: Repo, count: int) -> float:
    def commit() -> None:
        for paths in _edits(Path(repo.working_dir), count):
            repo.index.add(paths)
            repo.index.commit("edit")

    return seconds(commit) / count
