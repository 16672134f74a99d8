"""The golden reports of audits: whole files, read as text in review.

`python -m tests.report.audit.golden_cases` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.report.audit.runs import BROKEN, RUN, calm, record, usual
from tracker.report.audit.feeds import findings_feed
from tracker.report.audit.github import run_github
from tracker.report.audit.junit import run_junit
from tracker.report.audit.markdown import run_markdown
from tracker.report.audit.message import message_of
from tracker.report.audit.metrics import metrics_text
from tracker.report.audit.page import run_html
from tracker.report.audit.record import render_record
from tracker.report.audit.sarif import run_sarif
from tracker.report.audit.table import run_table

GOLDEN = Path(__file__).parent / "golden"
_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

CASES: dict[str, Callable[[], str]] = {
    "80.txt": lambda: run_table(usual(), width=80),
    "120.ansi": lambda: run_table(usual(), width=120, color=True),
    "calm.txt": lambda: run_table(calm()),
    "run.md": lambda: run_markdown(usual()),
    "report.md": lambda: render_record(record(reminded=(BROKEN,))),
    "junit.xml": lambda: run_junit(usual()),
    "run.sarif": lambda: run_sarif(usual(), {"refresh-only": "Nothing but a date was changed."}),
    "github.log": lambda: run_github(usual()),
    "run.html": lambda: run_html(usual()),
    "mail.txt": lambda: message_of(RUN, usual().sites).text,
    "mail.html": lambda: message_of(RUN, usual().sites).html,
    "payload.json": lambda: _json(message_of(RUN, usual().sites).payload),
    "findings.atom": lambda: findings_feed(
        [record()], title="Findings", address="https://watch.example/f.atom", updated=_NOW
    ),
    "metrics.prom": lambda: metrics_text(
        usual(), {"www.example.org": 12.5, "trial.example.org": None}, successes={}
    ),
}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, render in CASES.items():
        (GOLDEN / name).write_bytes(render().encode())
