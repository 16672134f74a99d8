"""What a shell asks while a command is being typed: click's protocol, bounded and never loud."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from tracker.cli.completing_scripts import BASH, FISH, ZSH

VARIABLE = "_TRACKER_COMPLETE"
_SECONDS = 5.0
_BREAKS = frozenset(":=")


class _Quiet(ShellComplete):
    """Complete the values of tracker, within a bounded time; what fails completes nothing."""

    def complete(self) -> str:
        """Write the candidates; none where anything goes wrong: a prompt is no place for errors."""
        try:
            with _deadline():
                return super().complete()
        except (Exception, KeyboardInterrupt):
            return ""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """List the candidates for a word."""
        from tracker.cli.completing_parameters import teach  # not for who only wants the script
        from tracker.text import one_line

        args = [os.path.expandvars(os.path.expanduser(word)) for word in args]
        teach(args)
        found = super().get_completions(args, incomplete)
        for item in found:
            item.help = one_line(item.help or "") or None
        return [item for item in found if str(item.value).isprintable()]


class _Whole(_Quiet):
    """For shells that replace the whole word: `--kind=te` becomes `--kind=text`."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """List the candidates with the name of the option before them."""
        found = super().get_completions(args, incomplete)
        name, mark, _ = incomplete.partition("=")
        if name.startswith("--") and mark:
            for item in found:
                item.value = f"{name}={item.value}"
        return found


class Bash(_Quiet, BashComplete):
    """bash divides words at `:` and `=`, and takes candidates as they are to be typed."""

    source_template = BASH
    _typed = ""
    """What stands before the piece of the word that bash replaces."""
    _quote = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Put the pieces of words together again."""
        typed = _typed_words()
        pieces = [_unquoted(word) for word in typed]
        words, glue = pieces[:1], False
        for piece in pieces[1:]:
            is_break = bool(piece) and _BREAKS.issuperset(piece)
            if len(words) > 1 and (is_break or glue):
                words[-1] += piece
            else:
                words.append(piece)
            glue = is_break
        incomplete = words[-1]
        last = "" if _BREAKS.issuperset(pieces[-1]) else pieces[-1]
        self._typed = incomplete.removesuffix(last) if incomplete != last else ""
        if incomplete.startswith("--"):
            self._typed = self._typed.partition("=")[2]
        self._quote = typed[-1][:1]
        return words[1:-1], incomplete

    def source(self) -> str:
        """Write the script; click would run the bash on the PATH to learn its version."""
        return self.source_template % self.source_vars()

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Write a candidate; what bash would not take for itself is quoted as the word is."""
        value = str(item.value).removeprefix(self._typed)
        if item.type != "plain":
            return f"{item.type},{value}"
        if self._quote == "'":
            value = value.replace("'", r"'\''")
        elif self._quote == '"':
            value = re.sub(r'["$`\\]', r"\\\g<0>", value)
        else:
            value = re.sub(r"[^\w@%+=:,./~-]", r"\\\g<0>", value)
        return f"plain,{value}"


class Zsh(_Whole, ZshComplete):
    """zsh adds what quotes a candidate needs."""

    source_template = ZSH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Read the words as they were typed."""
        words = [_unquoted(word) for word in _typed_words()]
        return words[1:-1], words[-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Write a candidate; `_describe` divides at a colon and takes backslashes away."""
        if not item.help:
            return f"{item.type}\n{item.value}\n_"
        value = str(item.value).replace("\\", r"\\").replace(":", r"\:")
        said = item.help.replace("\\", r"\\")
        return f"{item.type}\n{value}\n{said}"


class Fish(_Whole, FishComplete):
    """fish adds what quotes a candidate needs."""

    source_template = FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Read the words before the cursor, which fish has unquoted, and the one at it."""
        words = os.environ["COMP_WORDS"].split("\n")
        return words[1:], _unquoted(os.environ["COMP_CWORD"])


SHELLS: Mapping[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def install() -> None:
    """Let click answer shells with these."""
    for completer in SHELLS.values():
        add_completion_class(completer)


def _typed_words() -> list[str]:
    """List what was typed up to the word that is asked for, that one being the last."""
    words = os.environ["COMP_WORDS"].split("\n")
    count = int(os.environ["COMP_CWORD"]) + 1
    return [*words[:count], *[""] * (count - len(words))]


def _unquoted(word: str) -> str:
    """Take the quotes from a word, also from an unfinished one; `$(...)` is one word."""
    return " ".join(split_arg_string(word))


@contextmanager
def _deadline() -> Iterator[None]:
    """Give up after some time: who waits for a prompt would rather type."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
