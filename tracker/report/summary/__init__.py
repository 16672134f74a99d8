"""The summary of a period, for people and for programs."""

from tracker.report.summary.page import summary_html
from tracker.report.summary.records import summary_csv, summary_json
from tracker.report.summary.text import TABLE_FORMATS, summary_text
from tracker.report.summary.values import (
    GROUPINGS,
    Activity,
    Group,
    Middle,
    PostLine,
    Summary,
    Tally,
)

__all__ = [
    "GROUPINGS",
    "TABLE_FORMATS",
    "Activity",
    "Group",
    "Middle",
    "PostLine",
    "Summary",
    "Tally",
    "summary_csv",
    "summary_html",
    "summary_json",
    "summary_text",
]
