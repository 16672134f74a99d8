"""What lists and reports of edits cost: the first time, ever after, and what git alone takes."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches.posts import SITE, write_recording
from scripts.benches.processes import Cost, run_tracker
from scripts.benches.ratio import Ratio, alternate
from scripts.benches.sizes import Sizes
from tracker.archive.layout import post_directory
from tracker.model import PostKey

_STATES = 10
_POST = PostKey(folder="posts", id=1000)
_FEWER = 5
"""In how much smaller an archive memory is measured as well."""


def bench_reports(sizes: Sizes) -> list[Ratio]:
    """Compare the processor time of lists and reports with that of `git log --raw`."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        large = _archive(Path(name) / "large", sizes.listed)
        small = _archive(Path(name) / "small", sizes.listed // _FEWER)
        first = run_tracker("report", "--repos", large.parent)
        few = run_tracker("report", "--repos", small.parent)
        again = run_tracker("report", "--repos", large.parent)
        few_again = run_tracker("report", "--repos", small.parent)
        runs = max(sizes.runs, 3)
        whole, report = alternate(
            [
                lambda: git_log(large),
                lambda: tracker("report", "--repos", large.parent),
            ],
            runs,
        )
        of_post, log, newest, nothing = alternate(
            [
                lambda: git_log(large, post_directory(_POST)),
                lambda: tracker("log", str(_POST), "--repos", large.parent),
                lambda: tracker("log", "-n", "50", "--repos", large.parent),
                lambda: cpu_of(sys.executable, "-c", "pass"),
            ],
            3 * runs,
        )
        edits = f"{sizes.listed:,} edits"
        return [
            Ratio(name=f"log POST of {edits}, warm / git log --raw -- PATH",
                  value=log / of_post, target=2),
            Ratio(name="log POST: warm / python -c pass", value=log / nothing),
            Ratio(name=f"log -n 50 of {edits}, warm: processor time",
                  value=newest, target=0.5, unit="s"),
            Ratio(name=f"report of {edits}, warm / git log --raw", value=report / whole, target=3),
            Ratio(name="report: first time / warm", value=_cpu(first) / _cpu(again)),
            Ratio(name=f"report: memory, first time, {edits}", value=first.peak, unit="MB"),
            Ratio(name=f"report: memory, first time, / a {_FEWER}th of the edits",
                  value=first.peak / few.peak, target=1.25),
            Ratio(name=f"report: memory, warm, {edits}", value=again.peak, unit="MB"),
            Ratio(name=f"report: memory, warm, / a {_FEWER}th of the edits",
                  value=again.peak / few_again.peak, target=1.25),
        ]  # fmt: skip


def _archive(folder: Path, edits: int) -> Path:
    """Import made-up posts of ten states each."""
    folder.mkdir()
    recording = write_recording(folder / "recording.jsonl", max(edits // _STATES, 1), _STATES)
    run_tracker("import", SITE, recording, "--repos", folder / "repos", "--bare")
    recording.unlink()
    (archive,) = (folder / "repos").iterdir()
    return archive


def _cpu(cost: Cost) -> float:
    return cost.cpu + cost.git_cpu


def git_log(archive: Path, *paths: str) -> float:
    """List the history as git does, whole or of some paths; seconds of the processor."""
    return cpu_of("git", "-C", str(archive), "log", "--raw", "--", *paths)


def tracker(*arguments: str | Path) -> float:
    """Run a command as users do; seconds of the processor, those of git included."""
    program = shutil.which("tracker", path=str(Path(sys.executable).parent))
    assert program is not None
    return cpu_of(program, *map(str, arguments))


def cpu_of(*command: str) -> float:
    """Run a program; seconds of the processor, its children's included."""
    return _children(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def _children(action: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
