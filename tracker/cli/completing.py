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

VARIABLE = "_TRACKER_COMPLETE"
_SECONDS = 5.0
_BREAKS = frozenset(":=")

# Unlike click's: values are not globbed, `read -r` keeps backslashes, nothing is written between
# the words of a prompt.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' completion
    COMPREPLY=()
    while read -r completion; do
        case $completion in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("${completion#plain,}") ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
%(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


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
        from tracker.cli.completing_names import teach  # not for who only wants the script

        teach(args)
        found = super().get_completions(args, incomplete)
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

    source_template = _BASH
    _typed = ""
    """What stands before the piece of the word that bash replaces."""
    _quoted = False

    def get_completion_args(self) -> tuple[list[str], str]:
        """Put the pieces of words together again."""
        pieces = split_arg_string(os.environ["COMP_WORDS"])
        count = int(os.environ["COMP_CWORD"])
        pieces = [*pieces[: count + 1], *[""] * (count + 1 - len(pieces))]
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
        self._quoted = os.environ["COMP_WORDS"].rpartition("\n")[2][:1] in ("'", '"')
        return words[1:-1], incomplete

    def source(self) -> str:
        """Write the script; click would run the bash on the PATH to learn its version."""
        return self.source_template % self.source_vars()

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Write a candidate; what bash would not take for a word gets backslashes."""
        value = str(item.value).removeprefix(self._typed)
        if item.type == "plain" and not self._quoted:
            value = re.sub(r"[^\w@%+=:,./~-]", r"\\\g<0>", value)
        return f"{item.type},{value}"


class Zsh(_Whole, ZshComplete):
    """zsh adds what quotes a candidate needs."""


class Fish(_Whole, FishComplete):
    """fish adds what quotes a candidate needs; click's script ends a description at a comma."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    ).replace("--no-files", "--no-files --keep-order")


SHELLS: Mapping[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def install() -> None:
    """Let click answer shells with these."""
    for completer in SHELLS.values():
        add_completion_class(completer)


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
