"""Other processes compare states: the same as here, in order, and nothing is lost with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from scripts.benches.posts import SITE, write_recording
from tracker import observing
from tracker.archive.held import HeldPost, with_fields
from tracker.archive.repository import MAIN, open_archive
from tracker.importing import import_files
from tracker.model import Fields
from tracker.recording.advance import advance, without_needless
from tracker.recording.ahead import Ahead, helpers
from tracker.recording.chain import chain_post
from tracker.recording.readings import StoredObservation, StoredReading
from tracker.recording.states import Context
from tracker.recording.timeline import Nothing
from tracker.recording.worker import chain_new_post
from tracker.text import DEFAULT_NOISE

CONTEXT = Context(site_name="courier.example", language="en", noise=DEFAULT_NOISE)


def fields(number: int, words: str) -> Fields:
    return {
        "id": number,
        "type": "post",
        "title": {"rendered": f"Bridge {number} 🌉"},
        "content": {"rendered": f"<p>{words}</p>\n", "protected": False},
        "modified_gmt": "2025-03-04T12:00:00",
    }


def reading(number: int) -> StoredReading:
    observations = (
        StoredObservation("2025-03-04T13:00:00Z", fields(number, "It opens at noon."), "a", ""),
        StoredObservation("2025-03-04T14:00:00Z", fields(number, "It opens at one."), "a", ""),
    )
    return StoredReading("posts", number, tuple(map(msgspec.msgpack.encode, observations)))


def started(workers: int) -> Ahead:
    ahead = Ahead(workers=workers)
    ahead.start()
    return ahead


READINGS = [reading(number) for number in range(1, 200)]


def test_chains_are_those_that_would_be_made_here_and_in_order() -> None:
    with started(2) as ahead:
        found = list(ahead.chains(READINGS, CONTEXT))
    assert [work for work, _ in found] == READINGS
    assert [chain for _, chain in found] == [chain_new_post(one, CONTEXT) for one in READINGS]


def test_a_chain_has_the_files_the_facts_and_what_is_held_of_the_fields() -> None:
    one = READINGS[0]
    whole = chain_post(one.load(), None, None, CONTEXT, Nothing())
    chain = chain_new_post(one, CONTEXT)
    assert [step.files for step in chain.main] == [step.files for step in whole.main]
    assert [step.facts for step in chain.main] == [step.facts for step in whole.main]
    assert chain.readings == ("2025-03-04T13:00:00Z", "2025-03-04T14:00:00Z")
    held = [[advance(None, step) for step in steps] for steps in (chain.main, whole.main)]
    assert held[0] == held[1]


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"date": "2025-03-04T05:00:00", "modified": "2025-03-04T06:00:00", "title": {}},
        {"date_gmt": "2025-03-04T13:00:00", "modified_gmt": None},
        {"_links": {"version-history": [{"count": 3}], "predecessor-version": [{"id": 17}]}},
        {"_links": [], "content": "no object", "date": None},
        {"content": {"protected": True, "rendered": ""}},
    ],
)
def test_what_is_held_follows_from_the_fields_that_are_kept(known: Fields) -> None:
    post = HeldPost(folder="posts", id=1, files={})
    assert with_fields(post, without_needless(known)) == with_fields(post, known)


def test_what_is_not_compared_keeps_its_place() -> None:
    works: list[StoredReading | str] = ["first", *READINGS[:60], "middle", *READINGS[60:], "last"]
    with started(1) as ahead:
        found = list(ahead.chains(works, CONTEXT))
    assert [work for work, _ in found] == works
    assert [chain is None for _, chain in found] == [isinstance(work, str) for work in works]


def test_without_processes_the_caller_compares() -> None:
    with started(0) as ahead:
        assert list(ahead.chains(READINGS, CONTEXT)) == [(one, None) for one in READINGS]


def test_processes_that_die_leave_their_share_to_the_caller() -> None:
    with started(2) as ahead:

        def dying() -> Iterator[StoredReading]:
            for number, one in enumerate(READINGS):
                if number == 100:
                    for worker in ahead.processes:
                        worker.kill()
                        worker.wait()
                yield one

        found = list(ahead.chains(dying(), CONTEXT))
        assert [work for work, _ in found] == READINGS
        assert found[-1][1] is None


def test_processes_end_with_the_context() -> None:
    with started(2) as ahead:
        processes = ahead.processes
        next(ahead.chains(READINGS, CONTEXT))
    assert len(processes) == 2
    assert all(worker.returncode is not None for worker in processes)


def test_the_number_of_helpers_is_sensible() -> None:
    assert helpers() != 1
    assert 0 <= helpers() <= 8


def test_an_archive_is_the_same_however_many_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "_MANY", 1)
    recording = write_recording(tmp_path / "recording.jsonl", 70, 3)
    tips = []
    for workers in (0, 1, 3):
        outcome = import_files(
            SITE,
            (recording,),
            repos=tmp_path / str(workers),
            observed_at=None,
            now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
            workers=workers,
        )
        assert outcome.states == 210
        with open_archive(outcome.archive) as archive:
            tips.append(archive.resolve(MAIN))
    assert tips[0] is not None
    assert tips == tips[:1] * 3
