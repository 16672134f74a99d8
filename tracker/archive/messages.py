"""Commit messages: `render_message` and `parse_message` are inverses.

A message is a subject, facts indented by two spaces, and trailers. Nothing that a site sends can
forge a trailer, a header or a second commit: every value is one clean line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model import PostKey
from tracker.text.clean import one_line

VERBS = (
    "First-seen", "Publish", "Edit", "Touch", "Protect", "Unpublish", "Remove", "Restore",
    "Site", "Backfill", "Reformat",
)  # fmt: skip
TRAILERS = (
    "Post", "Evidence", "Revision", "Modified", "Observed", "Last-Observed", "Editor", "Gone",
    "Import", "Text",
)  # fmt: skip
COLUMNS = 72
_FACT_LENGTH = 400
_VALUE_LENGTH = 200
_SUBJECT = re.compile(rf"({'|'.join(VERBS)})(?: ([a-z0-9_.-]+) (\d+))?: ?(.*)\Z")
_TRAILER = re.compile(rf"({'|'.join(TRAILERS)}): (.*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one commit says: verb, post, title, facts, trailers; make it with `compose`.

    Args:
        verb: one of `VERBS`.
        key: the post, or None for a commit about the site.
        title: what stands after the colon, clean and already cut to the width.
        facts: the body, one clean line each.
        trailers: by name, without `Post`, which follows from `key`.
    """

    verb: str
    key: PostKey | None
    title: str
    facts: tuple[str, ...] = ()
    trailers: Mapping[str, str] = field(default_factory=dict)


def compose(
    verb: str,
    key: PostKey | None,
    title: str,
    facts: tuple[str, ...] = (),
    trailers: Mapping[str, str | None] | None = None,
) -> Message:
    """Make a message of values that can contain anything: clean, cut, and in the fixed order."""
    head = _head(verb, key)
    wanted = trailers or {}
    return Message(
        verb=verb,
        key=key,
        title=_cut(one_line(title), COLUMNS - len(head)),
        facts=tuple(
            fact for fact in (one_line(text)[:_FACT_LENGTH].rstrip() for text in facts) if fact
        ),
        trailers={
            name: value
            for name in TRAILERS
            if name != "Post"
            and (value := one_line(wanted.get(name) or "")[:_VALUE_LENGTH].strip())
        },
    )


def render_message(message: Message) -> str:
    """Write a message as the text of a commit."""
    lines = [(_head(message.verb, message.key) + message.title).rstrip(), ""]
    if message.facts:
        lines += [*(f"  {fact}" for fact in message.facts), ""]
    if message.key is not None:
        lines.append(f"Post: {message.key}")
    lines += [f"{name}: {value}" for name, value in message.trailers.items()]
    return "\n".join(lines).rstrip("\n") + "\n"


def parse_message(text: str) -> Message | None:
    """Read the text of a commit; None for one that tracker did not write."""
    # Not splitlines(): U+2028 is a line to Python and not to git.
    lines = text.rstrip("\n").split("\n")
    subject = _SUBJECT.match(lines[0])
    if subject is None or (len(lines) > 1 and lines[1]):
        return None
    facts: list[str] = []
    trailers: dict[str, str] = {}
    for line in lines[2:]:
        if line.startswith("  "):
            facts.append(line[2:])
        elif (trailer := _TRAILER.match(line)) is not None:
            trailers[trailer[1]] = trailer[2]
        elif line:
            return None
    key = _parse_key(trailers.pop("Post", None))
    if _head(subject[1], key).rstrip() != lines[0][: len(_head(subject[1], key).rstrip())]:
        return None
    title = lines[0][len(_head(subject[1], key)) :]
    return Message(verb=subject[1], key=key, title=title, facts=tuple(facts), trailers=trailers)


def _head(verb: str, key: PostKey | None) -> str:
    return f"{verb}: " if key is None else f"{verb} {key.type_name} {key.id}: "


def _parse_key(value: str | None) -> PostKey | None:
    folder, _, number = (value or "").rpartition("/")
    return PostKey(folder=folder, id=int(number)) if folder and number.isdecimal() else None


def _cut(text: str, columns: int) -> str:
    """Cut to a width in terminal columns, with an ellipsis where something is left out."""
    if text.isascii() and len(text) <= columns:
        return text
    width = 0
    for index, character in enumerate(text):
        width += _width(character)
        if width > columns:
            return text[: _fit(text[:index], columns - 1)].rstrip() + "…"
    return text


def _fit(text: str, columns: int) -> int:
    width = 0
    for index, character in enumerate(text):
        width += _width(character)
        if width > columns:
            return index
    return len(text)


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
