"""What robots.txt asks of a program that comes by itself, again and again.

RFC 9309, https://www.rfc-editor.org/rfc/rfc9309.html. (Python's `urllib.robotparser` takes the
first rule that matches instead of the longest, knows no `*` and `$`, and drops a `Crawl-delay`
with a fraction.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

PRODUCT = "tracker"
_LIMIT = 512 * 1024
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*(.*?)\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for one program.

    Args:
        rules: whether it allows, and the pattern of the path.
        crawl_delay: seconds between two requests, where the site asks for it.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    crawl_delay: float | None = None

    def permits(self, path: str) -> bool:
        """Tell whether a path (with its query) may be read: the longest rule that fits decides."""
        allowed, length = True, -1
        for allows, pattern in self.rules:
            if len(pattern) < length or not _fits(pattern, unquote(path)):
                continue
            allowed = allows or (allowed and len(pattern) == length)
            length = len(pattern)
        return allowed


def parse_robots(text: str, *, product: str = PRODUCT) -> Robots:
    """Read robots.txt for one program: the groups that name it, else those for everybody.

    Args:
        text: the file; what lies beyond 512 kB is not read.
        product: the name that the program has in its User-Agent.
    """
    groups: dict[str, tuple[list[tuple[bool, str]], list[float]]] = {}
    for agents, name, value in _lines(text[:_LIMIT]):
        for agent in agents:
            rules, delays = groups.setdefault(agent, ([], []))
            if name == "crawl-delay":
                delays.extend(_seconds(value))
            elif name and value:
                rules.append((name == "allow", unquote(value)))
    rules, delays = groups.get(product.lower(), groups.get("*", ([], [])))
    return Robots(rules=tuple(rules), crawl_delay=max(delays, default=None))


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Give each rule with the programs of its group; an empty one where a group begins."""
    agents: tuple[str, ...] = ()
    is_open = False
    for line in text.lstrip("\ufeff").splitlines():
        found = _LINE.match(line.partition("#")[0])
        if found is None:
            continue
        name, value = found[1].lower(), found[2]
        if name == "user-agent":
            agent = value.partition("/")[0].strip().lower()
            agents = (*agents, agent) if is_open else (agent,)
            is_open = True
            yield (agent,), "", ""
        elif name in ("allow", "disallow", "crawl-delay"):
            is_open = False
            yield agents, name, value


def _fits(pattern: str, path: str) -> bool:
    """Match `*` and a `$` at the end, in time linear in the path, whatever the pattern is."""
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not pattern.endswith("$"):
        last = ""
    elif not parts:
        return path == first
    else:
        last = parts.pop()
    place = len(first)
    for part in parts:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(path) - place >= len(last) and path.endswith(last)


def _seconds(value: str) -> Iterator[float]:
    if re.fullmatch(r"\d{1,7}(\.\d{1,6})?", value):
        yield float(value)
