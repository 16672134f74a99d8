"""Measure tracker against the limits that git, Python and the network set.

Everything is a ratio of two things measured in turn in one run, so that it says something on any
machine. Without a name all of them are measured, in about five minutes.
"""

from __future__ import annotations

import argparse
import compileall
import dataclasses
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.benches.auditing import bench_audit
from scripts.benches.growth import bench_growth, bench_plain_git
from scripts.benches.processes import sealed
from scripts.benches.ratio import Ratio, table
from scripts.benches.reading import bench_reading, bench_start
from scripts.benches.reports import bench_reports
from scripts.benches.sizes import QUICK, Sizes
from scripts.benches.syncing import bench_many, bench_sync
from scripts.benches.writing import bench_import, bench_memory, bench_size, bench_writer

Bench = Callable[[Sizes], list[Ratio]]

BENCHES: dict[str, Bench] = {
    "start": bench_start,
    "writer": bench_writer,
    "import": bench_import,
    "size": bench_size,
    "plain-git": bench_plain_git,
    "growth": bench_growth,
    "reading": bench_reading,
    "reports": bench_reports,
    "sync": bench_sync,
    "many-syncs": bench_many,
    "memory": bench_memory,
    "audit": bench_audit,
}
OTHERS = {"diff": "scripts.bench_diff", "edits": "scripts.bench_edits"}
"""Modules that measure by themselves, with a `main`; imported only when they are asked for."""

_PACKAGE = Path(__file__).parents[2] / "tracker"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one measurement or all; 0 if every target is met, else 1."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in OTHERS:
        return _run_other(arguments[0], arguments[1:])
    chosen = _parse(arguments)
    names = [chosen.name] if chosen.name else list(BENCHES)
    found: list[Ratio] = []
    # As a user has it after the first run; else every process compiles what was edited, anew.
    compileall.compile_dir(_PACKAGE, quiet=1)
    with sealed():
        for name in names:
            ratios = BENCHES[name](_sizes(chosen))
            print(table(ratios), file=sys.stderr, flush=True)
            found += ratios
    print(table(found))
    met = all(one.is_met for one in found)
    if not chosen.name:
        for name in OTHERS:
            print(f"\n{name}", flush=True)
            met = _run_other(name, ()) == 0 and met
    return 0 if met or chosen.quick else 1


def _run_other(name: str, arguments: Sequence[str]) -> int:
    code: int = importlib.import_module(OTHERS[name]).main(arguments)
    return code


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=[*BENCHES, *OTHERS], help="only this one")
    parser.add_argument("--quick", action="store_true", help="tiny: shows that it works")
    parser.add_argument("--data", type=Path, help="a recording to import instead of made-up posts")
    parser.add_argument("--runs", type=int, help="how often everything is timed")
    parser.add_argument("--syncs", type=int, help="how many syncs in a row")
    return parser.parse_args(arguments)


def _sizes(chosen: argparse.Namespace) -> Sizes:
    sizes = QUICK if chosen.quick else Sizes()
    given = {name: getattr(chosen, name) for name in ("data", "runs", "syncs")}
    return dataclasses.replace(
        sizes, **{name: value for name, value in given.items() if value is not None}
    )


if __name__ == "__main__":
    sys.exit(main())
