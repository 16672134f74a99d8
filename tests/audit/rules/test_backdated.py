"""backdated: a date that the site claims was put into the past."""

from __future__ import annotations

from tests.audit.rules.building import KEPT, Step, find, post, words

NAME = "backdated"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.", activity=(1, 20))


def dated(at: str, moment: str, **more: str) -> Step:
    """Give the post another publication date, in UTC and by the site's clock alike."""
    fields = {"date": moment, "date_gmt": moment} | more
    return Step(at=at, modified=KEPT, fields=fields)


def test_a_publication_date_that_was_moved_back() -> None:
    (found,) = find(NAME, post(FIRST, dated("2024-05-03T08:00", "2024-04-29T08:00:00")))
    assert found.words == (
        "had its publication date moved back by 3 days, from 2024-05-02 08:00 UTC to "
        "2024-04-29 08:00 UTC"
    )
    assert found.detail == "publication"


def test_a_revision_in_between_hides_nothing() -> None:
    between = Step(
        at="2024-05-02T18:00",
        text="The bridge has 13 lamps.",
        modified="2024-05-02T12:00",
        revision=21,
        only_revision=True,
    )
    back = dated("2024-05-03T08:00", "2024-04-29T08:00:00")
    assert find(NAME, post(FIRST, between, back))[0].detail == "publication"


def test_forward_or_in_the_zone_alone_is_not_back() -> None:
    assert not find(NAME, post(FIRST, dated("2024-05-03T08:00", "2024-05-03T07:00:00")))
    zone = dated("2024-05-03T08:00", "2024-05-02T08:00:00", date="2024-05-02T01:00:00")
    assert not find(NAME, post(FIRST, zone))


def test_a_revision_that_was_not_there_when_it_claims_to_have_been() -> None:
    reading = Step(at="2024-05-02T12:00", modified=KEPT)
    late = Step(
        at="2024-05-02T18:00",
        text="The bridge has 13 lamps.",
        modified="2024-05-02T09:00",
        revision=31,
        only_revision=True,
    )
    seen = post(FIRST, late, reading)
    assert words(NAME, seen, 1) == (
        "has revision 31, which claims 2024-05-02 09:00 UTC and was not there when the post was "
        "read later: it was backdated, or made by an import"
    )
    honest = Step(
        at="2024-05-02T18:00",
        text="The bridge has 13 lamps.",
        modified="2024-05-02T09:00",
        revision=19,
        only_revision=True,
    )
    assert not find(NAME, post(FIRST, honest, reading), 1)


def test_a_last_change_before_the_old_words_were_still_read() -> None:
    reading = Step(at="2024-05-02T14:00", modified=KEPT, fields={"sticky": True})
    changed = Step(
        at="2024-05-02T16:00", text="The bridge has 14 lamps.", modified="2024-05-02T09:00"
    )
    assert words(NAME, post(FIRST, reading, changed)) == (
        "claims 2024-05-02 09:00 UTC as the time of its last change, and 5 h later it was still "
        "read as it was before"
    )


def test_a_cache_of_an_hour_is_no_finding() -> None:
    reading = Step(at="2024-05-02T14:00", modified=KEPT, fields={"sticky": True})
    changed = Step(
        at="2024-05-02T16:00", text="The bridge has 14 lamps.", modified="2024-05-02T13:05"
    )
    assert not find(NAME, post(FIRST, reading, changed))


def test_a_time_that_went_back_is_left_to_masked_edit() -> None:
    back = Step(
        at="2024-05-02T16:00",
        text="The bridge has 14 lamps.",
        modified="2024-05-02T07:00",
        activity=(2, 21),
    )
    seen = post(FIRST, back)
    assert find("masked-edit", seen)
    assert not find(NAME, seen)
