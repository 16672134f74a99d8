"""Break what chats act upon, in words that anybody may have put into a headline."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"(@|#|\]|\*|_|`|~)(?=\S)|(<)")
_CHECK = re.compile(r"\s*check: git [\w ./:'*-]+")
_ADDRESS = re.compile(r"\s*https?://[^/\s@]+(?:[/?#]\S*)?")


def calm(words: str) -> str:
    """Break what Slack, Mattermost and others act upon: `<!channel>`, `@all`, `[a](b)`, `*a*`.

    Slack takes `<` for the start of a link or call
    (https://docs.slack.dev/messaging/formatting-message-text); others take the rest.
    """
    return _SIGNS.sub(lambda found: "\u2039" if found[2] else f"{found[1]}\u200b", words)


def calm_text(text: str) -> str:
    """Break the same in a text of many lines.

    Lines that hold an address or a command and nothing else can still be copied: a command of
    tracker calls nobody, and in addresses `%40` stands for `@`.
    """
    return "\n".join(map(_calm_line, text.split("\n")))


def _calm_line(line: str) -> str:
    if _CHECK.fullmatch(line):
        return line
    if _ADDRESS.fullmatch(line) and "<" not in line:
        return line.replace("@", "%40")
    return calm(line)
