"""What holds for every input."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from wcwidth import iter_graphemes

from tests.diff.strategies import anything, edited_pages, pages, token_lists
from tracker.diff import (
    Change,
    Kind,
    Opcode,
    SequenceMatcher,
    apply_opcodes,
    apply_patch,
    diff_text,
    diff_words,
    make_patch,
    marked,
    restore,
    tokenize,
)
from tracker.diff import ndiff as our_ndiff

ROOT = Path(__file__).parents[2]
marks_and_words = st.lists(st.sampled_from("ab .4"), max_size=14)
clusters = st.characters(codec="utf-8") | st.sampled_from("é👩🇩🇰\u200d\u0301ไน้ำக்ஷि한")
BREAKS = (Kind.DIVIDED, Kind.JOINED)


def assert_tiles(opcodes: Sequence[Opcode], a: Sequence[object], b: Sequence[object]) -> None:
    i = j = 0
    for tag, i1, i2, j1, j2 in opcodes:
        assert (i1, j1) == (i, j)
        sizes = {
            "equal": i2 - i1 == j2 - j1 > 0 and a[i1:i2] == b[j1:j2],
            "replace": i2 > i1 and j2 > j1,
            "delete": i2 > i1 and j2 == j1,
            "insert": i2 == i1 and j2 > j1,
        }
        assert sizes[tag]
        i, j = i2, j2
    assert (i, j) == (len(a), len(b))


@given(anything)
def test_tokens_make_up_the_text(text: str) -> None:
    assert "".join(tokenize(text)) == text
    assert all(tokenize(text))


@given(st.text(clusters, max_size=30))
def test_no_token_ends_inside_a_grapheme(text: str) -> None:
    def ends(parts: Sequence[str]) -> set[int]:
        total, result = 0, set()
        for part in parts:
            total += len(part)
            result.add(total)
        return result

    assert ends(tokenize(text)) <= ends(list(iter_graphemes(text)))


@given(anything, anything)
def test_words_tile_both_sides_and_give_the_new_text(before: str, after: str) -> None:
    a, b = tokenize(before), tokenize(after)
    opcodes = diff_words(a, b)
    assert_tiles(opcodes, a, b)
    assert "".join(apply_opcodes(opcodes, a, b)) == after


@given(marks_and_words, marks_and_words)
def test_swapped_words_are_marked_as_much(a: list[str], b: list[str]) -> None:
    assert marked(diff_words(a, b)) == marked(diff_words(b, a))


@given(token_lists, token_lists)
def test_the_matcher_tiles_and_matches_as_much_as_possible(a: list[str], b: list[str]) -> None:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    opcodes = [Opcode(*opcode) for opcode in matcher.get_opcodes()]
    assert_tiles(opcodes, a, b)
    assert apply_opcodes(opcodes, a, b) == b
    assert marked(opcodes) == Indel.distance("".join(a), "".join(b))
    ratio = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
    assert ratio <= matcher.ratio() <= matcher.quick_ratio() <= matcher.real_quick_ratio()


@given(token_lists, token_lists, st.sampled_from(["a", " ", "ab", "abcd "]))
def test_no_match_rests_on_junk_but_at_the_beginning(a: list[str], b: list[str], junk: str) -> None:
    matcher = SequenceMatcher(lambda element: element in junk, a, b)
    assert_tiles([Opcode(*opcode) for opcode in matcher.get_opcodes()], a, b)
    for i, j, size in matcher.get_matching_blocks()[:-1]:
        assert i == j == 0 or any(element not in junk for element in a[i : i + size])


def test_junk_at_the_beginning_is_matched_as_in_difflib() -> None:
    both = (lambda element: element == " "), "   a", " cba b "
    assert SequenceMatcher(*both).ratio() == difflib.SequenceMatcher(*both).ratio() > 0.36


@given(token_lists, token_lists)
def test_grouping_leaves_the_opcodes_alone(a: list[str], b: list[str]) -> None:
    matcher = SequenceMatcher(None, a, b)
    opcodes = list(matcher.get_opcodes())
    list(matcher.get_grouped_opcodes(1))
    assert matcher.get_opcodes() == opcodes


@given(st.lists(anything, max_size=5), st.lists(anything, max_size=5))
def test_ndiff_can_be_restored(a: list[str], b: list[str]) -> None:
    delta = list(our_ndiff(a, b))
    if not any(line.startswith("? ") for line in (*a, *b)):
        assert (list(restore(delta, 1)), list(restore(delta, 2))) == (a, b)


@given(pages | anything)
def test_a_text_does_not_differ_from_itself(page: str) -> None:
    assert diff_text(page, page).changes == ()


@given(edited_pages() | st.tuples(anything, anything) | st.tuples(pages, pages))
def test_prose_names_each_sentence_once(pair: tuple[str, str]) -> None:
    before, after = pair
    diff = diff_text(before, after)
    assert bool(diff.changes) == (before != after)
    for text, old in ((before, True), (after, False)):
        lines = text.split("\n")
        named = [
            sentence
            for change in diff.changes
            if change.kind not in BREAKS
            for sentence in (change.before if old else change.after)
        ]
        assert len({sentence.line for sentence in named}) == len(named)
        assert all(lines[sentence.line] == sentence.text != "" for sentence in named)
    for change in diff.changes:
        assert_change_is_whole(change)


def assert_change_is_whole(change: Change) -> None:
    if not change.opcodes:
        assert change.kind is not Kind.EDITED
        return
    a, b = change.before_tokens, change.after_tokens
    assert "".join(a) == " ".join(sentence.text for sentence in change.before)
    assert "".join(b) == " ".join(sentence.text for sentence in change.after)
    assert_tiles(change.opcodes, a, b)
    assert tuple(apply_opcodes(change.opcodes, a, b)) == b


@given(edited_pages() | st.tuples(pages, pages))
def test_swapped_texts_have_mirrored_changes(pair: tuple[str, str]) -> None:
    mirrored = {
        Kind.ADDED: Kind.DELETED,
        Kind.DELETED: Kind.ADDED,
        Kind.SPLIT: Kind.MERGED,
        Kind.MERGED: Kind.SPLIT,
        Kind.DIVIDED: Kind.JOINED,
        Kind.JOINED: Kind.DIVIDED,
    }
    there, back = diff_text(*pair), diff_text(*reversed(pair))
    assert {(mirrored.get(one.kind, one.kind), one.after, one.before) for one in there.changes} == {
        (one.kind, one.before, one.after) for one in back.changes
    }
    assert sum(marked(one.opcodes) for one in there.changes) == sum(
        marked(one.opcodes) for one in back.changes
    )


@given(anything, anything, anything)
def test_a_patch_is_lossless(start: str, middle: str, end: str) -> None:
    before, after = start + middle + end, end + middle
    patched = apply_patch(make_patch(before, after), before)
    assert patched.text == after
    assert all(patched.applied)


def test_nothing_depends_on_the_hash_seed() -> None:
    program = (
        "from tests.diff.golden_cases import names, texts\n"
        "from tracker.diff import SequenceMatcher, diff_text, tokenize\n"
        "for name in names():\n"
        "    a, b = texts(name)\n"
        "    print(diff_text(a, b))\n"
        "    print(SequenceMatcher(None, tokenize(a), tokenize(b)).get_opcodes())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert outputs.pop()


def test_difflib_itself_is_left_alone() -> None:
    functions: list[Callable[..., object]] = [difflib.unified_diff, difflib.ndiff]
    assert difflib.SequenceMatcher.__module__ == "difflib"
    assert all(
        function.__globals__["SequenceMatcher"] is difflib.SequenceMatcher  # type: ignore[attr-defined]
        for function in functions
    )
