"""Make text show as it is in Markdown: no markup, no links, no mentions, no lines of its own."""

from __future__ import annotations

import re

from tracker.report.audit.words import clean, web_address

_SPECIAL = re.compile(r"([\\`*_{}\[\]<#|~&!$^])")
# A list, a rule or a quotation; and `/close`, which is a command to some git hosts.
_FIRST = re.compile(r"\A(?:(\d*)([-+.)=])(?=[\s=-]|\Z)|()([>/]))")
# Git hosts look for these after the markup was read, where a backslash is no more: only a
# character between helps (https://github.com/github/cmark-gfm/issues/278).
_BESIDE = re.compile(r"(@|#|!|://|\bwww)(?=[\w.])", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\Z")
_BREAK = "\u200b"
_ENTITY = "&#8203;"
_NOT_IN_ADDRESS = {"(": "%28", ")": "%29", "*": "%2A", "_": "%5F", "~": "%7E"}


def text(words: str) -> str:
    """Escape words for a paragraph, a heading, a list entry or a cell of a table."""
    broken = _BESIDE.sub(rf"\1{_BREAK}", clean(words))
    escaped = _FIRST.sub(_escaped_first, _SPECIAL.sub(r"\\\1", broken))
    return escaped.replace(_BREAK, _ENTITY)


def host(words: str) -> str:
    """Write the name of an archive: most are plain and need nothing."""
    return words if _HOST.match(words) else text(words)


def code(words: str) -> str:
    """Put words into a code span that they cannot end; empty for none."""
    words = clean(words).replace("|", "\u2502")  # a bar ends a cell, in code too
    if not words:
        return ""
    ticks = "`" * (_longest_run(words) + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def block(lines: tuple[str, ...], language: str) -> list[str]:
    """Put clean lines into a fenced block that they cannot end."""
    fence = "`" * max(3, _longest_run("\n".join(lines)) + 1)
    return [f"{fence}{language}", *lines, fence]


def link(label: str, url: str) -> str:
    """Link an escaped label to an address of the web; the label alone where it is none."""
    address = web_address(url)
    safe = "".join(_NOT_IN_ADDRESS.get(each, each) for each in address)
    return f"[{label}]({safe})" if address else label


def _escaped_first(match: re.Match[str]) -> str:
    return f"{match[1] or ''}\\{match[2] or match[4]}"


def _longest_run(words: str) -> int:
    return max((len(run) for run in re.findall("`+", words)), default=0)
