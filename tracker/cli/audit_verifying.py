"""What `tracker audit verify` prints."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from tracker.archive.audits import newest_audits
from tracker.archive.repository import open_archive
from tracker.audit.verifying import Verified, verify_audits
from tracker.cli.printing import print_json
from tracker.overview import find_archives
from tracker.report.audit.words import count_record, counts_text
from tracker.text import terminal_safe


def verify(repos: Path, site: str | None, commit: str | None, *, every: bool, as_json: bool) -> int:
    """Repeat audits of the archives that a name fits, and print what became of it.

    Returns:
        0 where all hold, else 1.
    """
    documents: list[dict[str, object]] = []
    holds = True
    paths = find_archives(repos, site)
    for path in paths:
        with open_archive(path) as archive:
            if len(paths) > 1 and newest_audits(archive) is None:
                click.echo(f"{terminal_safe(path.name)} was never audited", err=True)
                continue
            for one in verify_audits(archive, commit, every=every):
                holds = holds and one.holds
                if as_json:
                    documents.append(_as_json(one))
                else:
                    click.echo(terminal_safe("\n".join(_lines(one))))
    if as_json:
        print_json({"holds": holds, "audits": documents})
    return 0 if holds else 1


def _lines(one: Verified) -> list[str]:
    record = one.record
    lines = [f"{record.site}  {one.commit[:12]}  {record.at}  {_verdict(one)}"]
    if one.problem:
        lines.append(f"  {one.problem}")
    lines += [f"  {words}" for words in one.differences]
    if one.differences and record.rules != one.rules:
        lines.append(
            f"  it was made with rules {record.rules} of tracker {record.tool}, and repeated with "
            f"rules {one.rules}: the difference can lie there"
        )
    if one.remark:
        lines.append(f"  {one.remark}")
    if one.signature:
        lines.append(f"  {one.signature}")
    return lines


def _verdict(one: Verified) -> str:
    if one.problem:
        return "cannot be repeated"
    if one.differences:
        return "DOES NOT HOLD"
    return f"holds ({counts_text(count_record(one.record))})"


def _as_json(one: Verified) -> dict[str, object]:
    return {
        "site": one.record.site,
        "commit": one.commit,
        "at": one.record.at,
        "holds": one.holds,
        "differences": list(one.differences),
        "problem": one.problem,
        "remark": one.remark,
        "rules": {"recorded": one.record.rules, "repeated": one.rules},
        "signature": one.signature,
        "audited": msgspec.to_builtins(one.record.audited),
    }
