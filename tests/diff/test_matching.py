"""Matching is minimal where it can be, and bounded where it cannot."""

from __future__ import annotations

import difflib
import pickle
import random
from time import process_time

import pytest
from rapidfuzz.distance import Indel

from tracker.diff import (
    Differ,
    Engine,
    SequenceMatcher,
    apply_patch,
    diff_text,
    get_close_matches,
    make_patch,
    marked,
    unified_diff,
)
from tracker.diff.anchors import anchor_runs
from tracker.diff.mapping import LIMIT, Alphabet, encode_pair
from tracker.diff.matching import changed_ranges
from tracker.diff.opcodes import Hunk, tile


def drawn(seed: int, size: int, kinds: int) -> str:
    source = random.Random(seed)
    weights = [1 / (rank + 3) for rank in range(kinds)]
    return "".join(source.choices([chr(200 + kind) for kind in range(kinds)], weights, k=size))


def edited(text: str, seed: int, share: float) -> str:
    source = random.Random(seed)
    return "".join(
        source.choice(["", letter + "Ā", "ā"]) if source.random() < share else letter
        for letter in text
    )


def marks(a: str, b: str) -> int:
    opcodes = tile([Hunk(*each) for each in changed_ranges(a, b)], len(a), len(b))
    assert all(a[i1:i2] == b[j1:j2] for tag, i1, i2, j1, j2 in opcodes if tag == "equal")
    return marked(opcodes)


@pytest.mark.parametrize("share", [0.001, 0.05, 0.3, 1.0])
def test_large_inputs_are_marked_hardly_more_than_needed(share: float) -> None:
    a = drawn(1, 8_000, 3_000)
    b = edited(a, 2, share)
    assert marks(a, b) <= 1.05 * Indel.distance(a, b)


def test_moved_blocks_are_marked_hardly_more_than_needed() -> None:
    a = drawn(3, 9_000, 3_000)
    b = a[6_000:] + a[:3_000] + a[3_000:6_000]
    assert marks(a, b) <= 1.05 * Indel.distance(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (drawn(1, 40_000, 9_000), drawn(2, 40_000, 9_000)),
        (drawn(1, 40_000, 9_000), drawn(1, 40_000, 9_000)[::-1]),
        ("tide" * 10_000, "edit" * 10_000),
        ("ab" * 20_000, "ba" * 19_000 + "c"),
    ],
    ids=["unrelated", "reversed", "repeated", "shifted"],
)
def test_no_input_takes_long(a: str, b: str) -> None:
    start = process_time()
    changed_ranges(a, b)
    assert process_time() - start < 3


def test_no_text_of_20_000_words_takes_long() -> None:
    words = [f"w{letter:x}" for letter in map(ord, drawn(5, 20_000, 5_000))]
    others = [f"w{letter:x}" for letter in map(ord, drawn(6, 20_000, 5_000))]
    for size in (1, 3, 16, 20_000):
        pages = [
            "\n".join(" ".join(text[at : at + size]) for at in range(0, len(text), size))
            for text in (words, others)
        ]
        start = process_time()
        diff_text(pages[0], pages[1])
        assert process_time() - start < 4, size


def test_runs_that_cross_are_chosen_by_their_length() -> None:
    one, two = "abcdef", "ghijklmnop"
    assert anchor_runs(one + two, two + one, 3) == [(6, 0, 10)]


def test_overlapping_runs_give_way() -> None:
    runs = anchor_runs("abcXbcd", "abcd", 2)
    assert all("abcXbcd"[i : i + size] == "abcd"[j : j + size] for i, j, size in runs)


def test_surrogates_are_never_used() -> None:
    one, _ = encode_pair(range(60_000), [])
    assert len(set(one)) == 60_000
    one.encode("utf-8")


def test_too_many_distinct_tokens_are_an_error() -> None:
    alphabet = Alphabet()
    alphabet.update(dict.fromkeys(range(LIMIT), "x"))
    with pytest.raises(ValueError, match="1,112,064"):
        alphabet.encode([-1])
    with pytest.raises(ValueError, match="1,112,064"):
        encode_pair([], range(LIMIT + 1))


def test_tokens_of_any_kind() -> None:
    a: list[object] = [1, None, ("x", 2), b"y", 3.5]
    b: list[object] = [1.0, ("x", 2), frozenset(), 3.5]
    assert SequenceMatcher(None, a, b).get_opcodes() == [
        ("equal", 0, 1, 0, 1),
        ("delete", 1, 2, 1, 1),
        ("equal", 2, 3, 1, 2),
        ("replace", 3, 4, 2, 3),
        ("equal", 4, 5, 3, 4),
    ]


def test_the_functions_use_our_matcher() -> None:
    many = ["}"] * 300
    ours = list(unified_diff(many, ["{", *many], lineterm="", n=0))
    assert ours[2:] == ["@@ -0,0 +1 @@", "+{"]
    assert list(difflib.unified_diff(many, ["{", *many], lineterm="", n=0)) != ours
    assert get_close_matches("appel", ["ape", "apple", "peach", "puppy"]) == ["apple", "ape"]
    assert isinstance(SequenceMatcher(), difflib.SequenceMatcher)
    assert isinstance(pickle.loads(pickle.dumps(Differ())), Differ)


def test_the_engine_is_diff_match_patch() -> None:
    engine = Engine()
    diffs = engine.diff_main("The quick tide.", "The slow tide!")
    assert engine.diff_text1(diffs), engine.diff_text2(diffs) == (
        "The quick tide.",
        "The slow tide!",
    )
    assert engine.diff_fromDelta("The quick tide.", engine.diff_toDelta(diffs)) == diffs
    assert engine.diff_levenshtein(diffs) > 0


def test_a_patch_finds_its_place_in_a_text_that_moved() -> None:
    patch = make_patch("The wall costs 4 million.", "The wall costs 6 million.")
    moved = "Updated at noon. The wall on the quay costs 4 million. Work begins in May."
    patched = apply_patch(patch, moved)
    assert patched.text == moved.replace("4 million", "6 million")
    assert patched.applied == (True,)
    assert apply_patch(patch, "Nothing of the kind stands here").applied == (False,)


def test_what_cannot_be_a_patch_is_an_error() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        make_patch("a", "\ud800")
    with pytest.raises(ValueError, match=r"[Ii]nvalid patch"):
        apply_patch("no patch", "text")
