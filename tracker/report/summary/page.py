"""A summary as one HTML page: plots inside it, nothing loaded, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracker.edits.values import Disclosure
from tracker.report.columns import fit
from tracker.report.outcomes import count_text
from tracker.report.summary.plots import SERIES, split_bar, time_columns, weekday_columns
from tracker.report.summary.values import Summary
from tracker.report.summary.words import Table, heading, middle_text, period, tables
from tracker.text.clean import one_line

_LONGEST = 300
_NOT_IN_HTML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageTable:
    """A table with its addresses, as the template reads it."""

    title: str
    headers: tuple[str, ...]
    lines: tuple[tuple[tuple[str, ...], str], ...]
    labels: int
    remark: str

    def is_number(self, column: int) -> bool:
        """Tell whether a column holds numbers."""
        return column >= self.labels and self.headers[column] != "remark"


def summary_html(summary: Summary, *, groupings: tuple[str, ...], limit: int = 10) -> str:
    """Show a summary as a whole HTML page.

    Args:
        summary: what is said.
        groupings: which groups are shown, in this order.
        limit: rows of a group.
    """
    environment = Environment(
        loader=PackageLoader("tracker.report.summary", ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(
        heading=_clean(heading(summary)),
        period=period(summary),
        cards=tuple(_cards(summary)),
        series=tuple((name, words) for name, words, _ in SERIES),
        plots=tuple(_plots(summary)),
        tables=tuple(_page_table(table) for table in tables(summary, groupings, limit)),
    )


def _cards(summary: Summary) -> Iterator[tuple[str, str]]:
    total = summary.total
    silent, masked = total.of(Disclosure.SILENT), total.of(Disclosure.MASKED)
    unsure = total.of(Disclosure.MASKED_OR_DERIVED)
    edits = "edit" if total.edits == 1 else "edits"
    yield str(total.edits), f"{edits} of {count_text(total.posts, 'post')}"
    yield str(total.substance), "changed what readers are told"
    yield str(silent), f"of these silent{_percent(silent, total.substance)}"
    perhaps = f"; perhaps {unsure} more" if unsure else ""
    yield str(masked), f"masked{_percent(masked, total.edits)}{perhaps}"
    yield str(total.corrections), "brought a correction"
    length = middle_text(summary.first_edit).replace(" to ", "–")
    yield length, "from publication to the first edit (median)"


def _plots(summary: Summary) -> Iterator[tuple[str, str]]:
    yield split_bar(summary.total), "All edits of the period"
    yield time_columns(summary), "Edits by the time at which they were seen"
    yield weekday_columns(summary), "Edits by the day of the week, where the site is"


def _page_table(table: Table) -> _PageTable:
    links = table.links or ("",) * len(table.rows)
    rows = (tuple(_clean(cell) for cell in row) for row in table.rows)
    return _PageTable(
        title=table.title,
        headers=table.headers,
        lines=tuple((row, _address(link)) for row, link in zip(rows, links, strict=True)),
        labels=table.labels,
        remark=table.remark,
    )


def _address(link: str) -> str:
    """Let only addresses of the web be followed."""
    try:
        return link if urlsplit(link).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _clean(text: str) -> str:
    indent = "  " if text.startswith("  ") else ""
    return indent + fit(_NOT_IN_HTML.sub("\ufffd", one_line(text)), _LONGEST)


def _percent(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f}\u00a0%)" if whole else ""
