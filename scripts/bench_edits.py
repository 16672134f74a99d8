"""Measure the rules of tracker.edits: right and wrong on the cases, kinds and speed on an archive.

scripts/bench edits
scripts/bench edits --archive repos/www.example.org --sample 20
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from tests.edits.reading import actual, iter_cases
from tracker.archive.repository import open_archive
from tracker.chronicle import iter_chronicles
from tracker.edits.chain import assess_history
from tracker.edits.comparing import changed_lines
from tracker.edits.notes import note_rules
from tracker.edits.values import Assessment, EditKind, Setting, State
from tracker.edits.verdicts import render_assessment

VERDICTS = ("kind", "severity", "disclosure")
LEAST_A_SECOND = 500
RUNS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 0 if all cases are right and the speed is met, else 1."""
    parser = argparse.ArgumentParser(prog="scripts/bench edits", description=__doc__)
    parser.add_argument("--archive", type=Path, help="an archive to assess")
    parser.add_argument("--sample", type=int, default=0, help="show so many of its edits")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample")
    parser.add_argument("--zone", default="", help="time zone of the site")
    arguments = parser.parse_args(argv)
    good = measure_cases()
    if arguments.archive:
        setting = Setting(zone=arguments.zone, rules=note_rules())
        good = measure_archive(arguments.archive, setting, arguments) and good
    return 0 if good else 1


def measure_cases() -> bool:
    """Print precision and recall of every class on the case files."""
    pairs: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in VERDICTS}
    cases = 0
    for case in iter_cases():
        cases += 1
        assessments = case.assess()
        for number, name, value in case.expected:
            if name in VERDICTS:
                pairs[name][value, actual(assessments[number - 1], name)] += 1
    print(f"{cases} cases{'':22}{'cases':>7}{'precision':>11}{'recall':>8}")
    for name in VERDICTS:
        for label, wanted, precision, recall in _scores(pairs[name]):
            print(f"  {name:12}{label:20}{wanted:>7}{precision:>11.2f}{recall:>8.2f}")
    return all(one == other for found in pairs.values() for one, other in found)


def _scores(pairs: Counter[tuple[str, str]]) -> Iterator[tuple[str, int, float, float]]:
    for label in sorted({one for pair in pairs for one in pair}):
        right = pairs[label, label]
        wanted = sum(count for (one, _), count in pairs.items() if one == label)
        given = sum(count for (_, other), count in pairs.items() if other == label)
        yield label, wanted, right / given if given else 1.0, right / wanted if wanted else 1.0


def measure_archive(path: Path, setting: Setting, arguments: argparse.Namespace) -> bool:
    """Print what is in an archive, how fast it was told, and a sample to read."""
    with open_archive(path) as archive:
        states = {
            str(key): tuple(each.state for each in recorded)
            for key, recorded in iter_chronicles(archive)
        }
    shared = _shared_lines(states.values())
    ours, theirs = [], []
    for _ in range(RUNS):
        theirs.append(_git_seconds(path))
        start = perf_counter()
        found = {key: assess_history(chain, setting, shared) for key, chain in states.items()}
        ours.append(perf_counter() - start)
    edits = [
        (key, number, one)
        for key, history in found.items()
        for number, one in enumerate(history, 1)
        if one.kind is not EditKind.FIRST
    ]
    _print_counts([one for *_, one in edits])
    a_second = len(edits) / min(ours)
    print(
        f"\n{len(edits)} edits of {len(states)} posts: {a_second:.0f} assessments a second, "
        f"{min(theirs) / min(ours):.2f} times as fast as git log -p --word-diff=porcelain"
    )
    _print_sample(edits, states, arguments)
    return a_second >= LEAST_A_SECOND


def _shared_lines(histories: Iterable[Sequence[State]]) -> frozenset[str]:
    """List what came or went in more than one post."""
    posts = Counter(
        line
        for chain in histories
        for line in frozenset[str]().union(*(changed_lines(*pair) for pair in pairwise(chain)))
    )
    return frozenset(line for line, count in posts.items() if count > 1)


def _git_seconds(path: Path) -> float:
    start = perf_counter()
    command = ["git", "-C", str(path), "log", "-p", "--word-diff=porcelain", "main"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def _print_counts(found: Sequence[Assessment]) -> None:
    counts = Counter((one.kind, one.severity, one.disclosure) for one in found)
    print(f"\n{'kind':14}{'severity':14}{'disclosure':20}{'edits':>7}")
    for (kind, severity, disclosure), count in counts.most_common():
        print(f"{kind:14}{severity:14}{disclosure:20}{count:>7}")


def _print_sample(
    edits: Sequence[tuple[str, int, Assessment]],
    states: dict[str, tuple[State, ...]],
    arguments: argparse.Namespace,
) -> None:
    """Show edits that are more than a touch, with what led to the verdicts."""
    telling = [each for each in edits if each[2].kind is not EditKind.TOUCH]
    chosen = random.Random(arguments.seed)
    for key, number, one in chosen.sample(telling, min(arguments.sample, len(telling))):
        print(f"\n{key}, state {number}: {states[key][number - 1].title}")
        print(render_assessment(one), end="")
        for change in one.changes[:5]:
            before, after = (
                " ".join(each.text for each in side)[:200] for side in (change.before, change.after)
            )
            print(f"    {change.kind}: {before} -> {after}")


if __name__ == "__main__":
    sys.exit(main())
