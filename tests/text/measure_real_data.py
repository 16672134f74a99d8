"""Count, over recorded observations, what the comparison form calls an edit and what noise.

Run: python tests/text/measure_real_data.py OBSERVATIONS.jsonl.xz [--samples N]

Each line of the file is `{"observed_at": ..., "item": <REST object>}`, oldest first. Every
observation is compared with the one before it of the same post, as an archive does it.
"""

from __future__ import annotations

import argparse
import difflib
import json
import lzma
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tracker.text import Document, read_document

SCRIPTS = re.compile(r"(?s)<(style|script)\b.*?</\1>|<!--.*?-->")
TAGS = re.compile(r"<[^>]*>")
ORDER = (
    "first",
    "identical",
    "markup only, comparison equal",
    "comparison differs, text.md equal",
    "text.md differs, naive text equal",
    "text.md differs, naive text differs",
    "MISSED: naive text differs, comparison equal",
    "BROKEN: text.md differs, comparison equal",
)


def naive(html: str) -> str:
    """What is left if tags are stripped and white space is collapsed."""
    return " ".join(unescape(TAGS.sub(" ", SCRIPTS.sub(" ", html))).split()).replace(" ", "")


def kind(before: tuple[str, Document], after: tuple[str, Document]) -> str:
    (old, one), (new, two) = before, after
    if old == new:
        return ORDER[1]
    visible = naive(old) != naive(new)
    if one.comparison == two.comparison:
        if one.text.partition("\n")[2] != two.text.partition("\n")[2]:
            return ORDER[7]
        return ORDER[6] if visible else ORDER[2]
    if one.text.partition("\n")[2] == two.text.partition("\n")[2]:
        return ORDER[3]
    return ORDER[5] if visible else ORDER[4]


def observations(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--samples", type=int, default=0)
    arguments.add_argument("--kind", default=ORDER[3], help="whose samples to show")
    chosen = arguments.parse_args()
    held: dict[int, tuple[str, Document]] = {}
    counts: Counter[str] = Counter()
    samples: list[tuple[str, Document, Document]] = []
    times: list[float] = []
    changed: list[float] = []
    bare: list[float] = []
    for row in observations(chosen.path):
        post, content = row["item"], row["item"]["content"]["rendered"]
        start = time.process_time()
        document = read_document(content, title=post["title"]["rendered"], language="en-US")
        passed = time.process_time() - start
        start = time.process_time()
        LexborHTMLParser(content, is_fragment=True).html  # noqa: B018
        bare.append(time.process_time() - start)
        times.append(passed)
        if post["id"] not in held or held[post["id"]][0] != content:
            changed.append(passed)
        before = held.get(post["id"])
        held[post["id"]] = (content, document)
        found = kind(before, (content, document)) if before else "first"
        counts[found] += 1
        if before and (found == chosen.kind or found.isupper()):
            samples.append((f"{post['id']} {row['observed_at']}", before[1], document))
    report(counts)
    report_times("lexbor alone, as a measure of the machine", bare)
    report_times("all", times)
    report_times("content not that of the observation before", changed)
    random.seed(7)
    for name, one, two in random.sample(samples, min(chosen.samples, len(samples))):
        show(name, one, two)


def report(counts: Counter[str]) -> None:
    total = counts.total()
    for name in ORDER:
        print(f"{counts[name]:6} {counts[name] / total:7.2%}  {name}")


def report_times(name: str, times: list[float]) -> None:
    """CPU time of `read_document`, caches cold at the start."""
    ordered = sorted(times)
    print(
        f"{name}: "
        f"{statistics.median(times) * 1e3:.3f} ms median, {statistics.fmean(times) * 1e3:.3f} mean,"
        f" {ordered[int(len(ordered) * 0.99)] * 1e3:.3f} 99th percentile,"
        f" {ordered[-1] * 1e3:.2f} worst"
    )


def show(name: str, one: Document, two: Document) -> None:
    print(f"\n=== {name}")
    for a, b in ((one.text, two.text), (one.comparison, two.comparison)):
        for line in difflib.unified_diff(a.split("\n"), b.split("\n"), n=0, lineterm=""):
            if not line.startswith(("---", "+++", "@@")):
                print(line[:400])


if __name__ == "__main__":
    main()
