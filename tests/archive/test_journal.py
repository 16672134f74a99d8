"""What a killed run leaves can be read, up to the byte at which it ended."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.archive.journal import Journal

ENTRIES = [
    {"type": "post", "id": number, "words": "one\u2028two\nthree" * number} for number in range(4)
]


def fill(folder: Path, entries: list[dict[str, object]]) -> Path:
    journal = Journal(folder)
    for entry in entries:
        journal.append(entry)
    journal.close()
    return folder / "journal.jsonl"


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    fill(tmp_path / "state", ENTRIES)
    assert list(Journal(tmp_path / "state").entries()) == ENTRIES


def test_every_entry_is_there_before_append_returns(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for count, entry in enumerate(ENTRIES, 1):
        journal.append(entry)
        assert list(Journal(tmp_path).entries()) == ENTRIES[:count]


def test_a_journal_cut_at_every_byte_gives_whole_entries(tmp_path: Path) -> None:
    path = fill(tmp_path, ENTRIES)
    data = path.read_bytes()
    for end in range(len(data) + 1):
        path.write_bytes(data[:end])
        assert list(Journal(tmp_path).entries()) == ENTRIES[: data[:end].count(b"\n")]


def test_a_run_that_carries_on_after_a_cut_line_loses_nothing(tmp_path: Path) -> None:
    """The disk was full, the line is half; the next line is read all the same."""
    path = fill(tmp_path, ENTRIES[:2])
    path.write_bytes(path.read_bytes()[:-5] + b"\n")
    fill(tmp_path, ENTRIES[2:])
    assert list(Journal(tmp_path).entries()) == [ENTRIES[0], *ENTRIES[2:]]


def test_an_entry_appended_to_half_a_line_is_not_lost(tmp_path: Path) -> None:
    path = fill(tmp_path, ENTRIES[:2])
    path.write_bytes(path.read_bytes()[:-5])
    fill(tmp_path, ENTRIES[2:])
    assert list(Journal(tmp_path).entries()) == [ENTRIES[0], *ENTRIES[2:]]


def test_deleting_forgets(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append({})
    journal.delete()
    journal.delete()
    assert list(Journal(tmp_path).entries()) == []


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_a_damaged_journal_stops_nothing(tmp_path_factory: object, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")  # type: ignore[attr-defined]
    (folder / "journal.jsonl").write_bytes(data)
    for entry in Journal(folder).entries():
        msgspec.json.encode(entry)
