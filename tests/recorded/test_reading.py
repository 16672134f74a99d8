"""Files of recorded answers: forms, times, compression, damage, memory."""

from __future__ import annotations

import gzip
import json
import lzma
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.errors import MalformedDocument
from tracker.model import Skipped
from tracker.recorded import Recorded, iter_recorded

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POST = {"id": 7, "type": "post", "content": {"rendered": "<p>The ferry leaves at nine.</p>"}}


def read(path: Path, **options: object) -> list[Recorded | Skipped]:
    return list(iter_recorded(path, observed_at=NOON, **options))  # type: ignore[arg-type]


def write(folder: Path, *entries: object, name: str = "answers.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return path


def test_a_bare_object_has_the_time_of_the_caller(tmp_path: Path) -> None:
    assert read(write(tmp_path, POST)) == [
        Recorded(observed=NOON, item=POST, where="answers.jsonl:1")
    ]


def test_a_wrapped_object_has_its_own_time(tmp_path: Path) -> None:
    path = write(tmp_path, POST, {"observed_at": "2026-03-01T08:00:00Z", "item": POST})
    _, wrapped = read(path)
    assert isinstance(wrapped, Recorded)
    assert wrapped.observed == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (wrapped.item, wrapped.where) == (POST, "answers.jsonl:2")


def test_a_plugin_field_named_item_does_not_wrap(tmp_path: Path) -> None:
    post = {**POST, "item": {"id": 99}}
    (found,) = read(write(tmp_path, post))
    assert isinstance(found, Recorded)
    assert found.item == post


@pytest.mark.parametrize(
    "entry",
    [
        {"observed_at": "2026-03-01T08:00:00Z", "item": None, "id": 7, "type": "post"},
        {"observed_at": "2026-03-01T08:00:00Z", "item": POST, "gone": "erased"},
    ],
)
def test_an_absence_keeps_who_it_was(tmp_path: Path, entry: object) -> None:
    (found,) = read(write(tmp_path, entry))
    assert isinstance(found, Recorded)
    assert (found.gone, found.item) == ("erased", {"id": 7, "type": "post"})


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"observed_at": "yesterday", "item": POST}, "not a time"),
        ({"observed_at": "2026-03-01T08:00:00Z", "item": None}, "no id"),
        ({"observed_at": "2026-03-01T08:00:00Z", "item": POST, "gone": "lost"}, "neither"),
        ({"observed_at": "2026-03-01T08:00:00Z", "item": "x"}, "not an object"),
        ({**POST, "id": True}, "no id"),
        ({**POST, "id": "7"}, "no id"),
        ({"code": "rest_no_route", "message": "None.", "data": {}}, "rest_no_route"),
    ],
)
def test_an_unusable_entry_is_told_and_the_next_one_read(
    tmp_path: Path, entry: object, words: str
) -> None:
    skipped, found = read(write(tmp_path, entry, POST))
    assert isinstance(skipped, Skipped)
    assert words in skipped.reason
    assert skipped.post == "answers.jsonl:1"
    assert isinstance(found, Recorded)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_compression_is_told_by_the_bytes_not_by_the_name(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "answers.txt"
    line = json.dumps(POST).encode() + b"\n"
    path.write_bytes(pack(line) + pack(line * 2))  # type: ignore[operator]
    assert [getattr(one, "where", None) for one in read(path)] == [
        f"answers.txt:{number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_cut_off_file_gives_what_can_be_read_and_says_so(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "answers.jsonl.gz"
    lines = [json.dumps({**POST, "id": n, "slug": f"{n * 7919 % 10007:x}"}) for n in range(1, 9000)]
    whole = pack("\n".join(lines).encode())  # type: ignore[operator]
    path.write_bytes(whole[: len(whole) // 2])
    found = read(path)
    assert len(found) > 1000
    assert isinstance(found[-1], Skipped)
    assert "ends in the middle" in found[-1].reason
    assert all(isinstance(one, Recorded) for one in found[:-2])


def test_damaged_compression_from_the_start_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(POST).encode())[:12] + b"garbage, garbage")
    with pytest.raises(MalformedDocument, match="damaged"):
        read(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xff\xfe{\x00", b"\x28\xb5\x2f\xfdx"])
def test_a_file_of_another_kind_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.zip"
    path.write_bytes(content)
    with pytest.raises(MalformedDocument, match=r"answers\.zip"):
        read(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MalformedDocument, match="cannot be read"):
        read(tmp_path / "nowhere.json")


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert read(write(tmp_path)) == []


@pytest.mark.parametrize("layout", ["lines", "array on one line"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "answers.json.gz"
    line = json.dumps({**POST, "filler": "x" * 20_000}).encode()
    end = b"\n" if layout == "lines" else b","
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b"" if layout == "lines" else b"[")
        for _ in range(2_000):
            file.write(line + end)
        file.write(b"" if layout == "lines" else b"]")
    tracemalloc.start()
    try:
        count = sum(1 for _ in iter_recorded(path, observed_at=NOON))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2_000
    assert peak < 4 * 1024**2, "40 MB of entries must pass through a few buffers"


def test_a_decompression_bomb_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "answers.json.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"id":1,"content":"')
        for _ in range(300):
            file.write(b"x" * 1024**2)
    tracemalloc.start()
    try:
        found = read(path, max_entry=1024**2)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found
    assert all(isinstance(one, Skipped) for one in found)
    assert peak < 16 * 1024**2
