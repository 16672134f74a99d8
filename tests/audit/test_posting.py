"""Messages: at least once with the same key, and none waits for ever in silence."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from tests.audit.keeping import (
    HOUR,
    NOW,
    audit,
    check_holds,
    ledger_of,
    more,
    policy,
    story,
    tamper,
    watch,
)
from tests.cli.running import git
from tracker.archive.audit_commit import audit_message
from tracker.archive.audits import AUDITS, OUTBOX, RECORD
from tracker.archive.identities import COMMITTER
from tracker.archive.repository import open_archive
from tracker.archive.stream import ImportStream
from tracker.audit.posting import post
from tracker.audit.strangers import FILE, news_of_strangers
from tracker.errors import ArchiveError
from tracker.findings import AuditRecord, Base, SiteAudit, SiteStatus
from tracker.report.audit.message import Message


@dataclass
class Office:
    """Takes messages; some channels fail."""

    broken: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[Message, tuple[str, ...]]] = field(default_factory=list)

    def send(self, message: Message, names: Sequence[str]) -> dict[str, str]:
        self.sent.append((message, tuple(names)))
        return {name: self.broken.get(name, "") for name in names}

    def post(
        self, *paths: Path, known: Sequence[str] = ("desk", "mail"), **more: object
    ) -> dict[str, str]:
        return post(
            paths,
            send=self.send,
            known=frozenset(known),
            now=lambda: NOW,
            **more,  # type: ignore[arg-type]
        )


@pytest.fixture
def told(harbour: Path) -> Path:
    """An archive with an audit of which nobody was told yet."""
    audit(harbour, by=watch(), channels=("desk", "mail"), run="20260310T120000Z-000001")
    return harbour


def waiting(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.run, one.channels) for one in ledger_of(path).outbox.waiting]


def test_everybody_is_told_once(told: Path) -> None:
    office = Office()
    assert office.post(told) == {}
    assert office.post(told) == {}
    ((message, names),) = office.sent
    assert names == ("desk", "mail")
    assert "silent" in str(message.payload)
    assert "4200" in message.text
    assert waiting(told) == []
    assert git(told, "log", "-1", "--format=%s", "audits").strip() == (
        "Deliver 20260310T120000Z-000001: to desk, mail"
    )
    check_holds(told)


def test_who_could_not_be_told_is_told_later_the_same(told: Path) -> None:
    office = Office(broken={"mail": "no route"})
    assert office.post(told) == {"mail": "no route"}
    assert waiting(told) == [("20260310T120000Z-000001", ("mail",))]
    office.broken.clear()
    office.post(told)
    (first, _), (again, names) = office.sent
    assert names == ("mail",)
    assert (first.key, first.text, first.payload) == (again.key, again.text, again.payload)
    assert waiting(told) == []


def test_a_failure_is_a_finding_and_resolved_when_it_arrives(told: Path) -> None:
    office, by = Office(broken={"mail": "no route"}), policy(rules={"notification-failed": {}})
    office.post(told)
    assert audit(told, NOW + HOUR, by=by).rules == ["notification-failed"]
    assert audit(told, NOW + 2 * HOUR, by=by).rules == []
    office.broken.clear()
    office.post(told)
    later = audit(told, NOW + 3 * HOUR, by=by)
    assert [one.finding.rule for one in later.record.resolved] == ["notification-failed"]
    check_holds(told)


def test_a_channel_that_is_no_longer_configured(told: Path) -> None:
    office = Office()
    office.post(told, known=("desk",))
    assert waiting(told) == []
    said = git(told, "log", "-1", "--format=%s", "audits")
    assert "no longer to mail, not configured any more" in said


def test_six_hundred_audits_later(told: Path) -> None:
    """A message that waited for long is told all the same."""
    record = ledger_of(told).record
    assert record is not None
    with open_archive(told) as archive, ImportStream(archive.repo) as stream:
        parent = ledger_of(told).commit or ""
        for number in range(600):
            one = msgspec.structs.replace(record, run=f"20260311T000000Z-{number:06}", new=())
            parent = stream.commit(
                AUDITS,
                author=COMMITTER,
                authored=2_000_000_000,
                committed=2_000_000_000,
                message=audit_message(one).encode(),
                changes=((RECORD, stream.blob(msgspec.json.encode(one))),),
                parents=(parent,),
            )
        stream.finish()
    office = Office()
    office.post(told)
    ((message, _),) = office.sent
    assert "4200" in message.text


def test_a_message_whose_audit_is_gone(told: Path) -> None:
    """It is told that something cannot be told, and is waited for no longer."""
    tamper(told, lambda text: text.replace("-000001", "-000009"), name=OUTBOX)
    office = Office()
    office.post(told)
    ((message, _),) = office.sent
    assert "cannot be told any more" in message.text
    assert waiting(told) == []


def test_sending_that_breaks(told: Path) -> None:
    office = Office()

    def broken(*_: object) -> dict[str, str]:
        raise ArchiveError("The disk is full.", path=told)

    failed = post((told,), send=broken, known=frozenset({"desk", "mail"}), now=lambda: NOW)
    assert failed == {"desk": "The disk is full.", "mail": "The disk is full."}
    office.post(told)
    assert len(office.sent) == 1


def test_an_archive_that_is_locked_meanwhile_is_told_again(told: Path) -> None:
    office = Office()
    with open_archive(told) as archive, archive.lock():
        office.post(told)
    office.post(told)
    assert office.sent[0][0].key == office.sent[1][0].key
    assert waiting(told) == []


def test_one_damaged_archive_keeps_no_other_from_being_told(told: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / told.name
    shutil.copytree(told, other, symlinks=True)
    tamper(other, lambda _: "nothing\n")
    office = Office()
    office.post(other, told, tmp_path / "nowhere")
    assert len(office.sent) == 1


def test_runs_are_told_in_their_order(told: Path) -> None:
    more(told, story(2, 640, 8))
    audit(told, NOW + HOUR, by=watch(), channels=("desk",), run="20260310T130000Z-000001")
    office = Office()
    office.post(told)
    assert [message.run for message, _ in office.sent] == [
        "20260310T120000Z-000001",
        "20260310T130000Z-000001",
    ]
    assert [names for _, names in office.sent] == [("desk", "mail"), ("desk",)]


def test_a_channel_that_is_down_is_not_tried_for_each_message(told: Path) -> None:
    for number in range(2, 7):
        more(told, story(2, 640 + number, 8 + number))
        run = f"20260310T120000Z-00000{number}"
        audit(told, NOW + number * HOUR, by=watch(), channels=("desk", "mail"), run=run)
    office = Office(broken={"mail": "no route"})
    assert office.post(told) == {"mail": "no route"}
    assert [names for _, names in office.sent] == [("desk", "mail")] * 3 + [("desk",)] * 3
    assert len(waiting(told)) == 6
    office.broken.clear()
    office.post(told)
    assert waiting(told) == []
    assert len({message.key for message, _ in office.sent}) == 6


def test_many_sites_are_one_message(told: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "another.example"
    shutil.copytree(told, other, symlinks=True)
    office = Office()
    office.post(told, other)
    ((message, _),) = office.sent
    assert len(message.payload["sites"]) == 2  # type: ignore[arg-type]
    assert waiting(told) == waiting(other) == []


LOST = SiteAudit(
    site="lost.example", url="https://lost.example/", status=SiteStatus.UNREACHABLE,
    error="The name lost.example is not known.",
)  # fmt: skip
BUSY = SiteAudit(
    site="busy.example", url="https://busy.example/", status=SiteStatus.BUSY, error="x"
)


def test_a_site_without_an_archive_is_told_of() -> None:
    office = Office()
    office.post(strangers=(LOST,), run="20260310T120000Z-000001")
    ((message, names),) = office.sent
    assert names == ("desk", "mail")
    assert "The name lost.example is not known." in message.text
    assert "lost.example" in message.subject
    assert message.level.value == "error"


def by_address(*sites: SiteAudit) -> dict[str, SiteAudit]:
    return {one.url: one for one in sites}


def test_strangers_are_told_of_at_first_then_daily(tmp_path: Path) -> None:
    def tell(*sites: SiteAudit, hours: float, arrives: bool = True) -> list[str]:
        news = news_of_strangers(tmp_path, by_address(*sites), NOW + hours * HOUR)
        if arrives:
            news.note_told()
        return [one.site for one in (*news.failed, *news.back)]

    assert tell(LOST, BUSY, hours=0, arrives=False) == ["lost.example"]
    assert tell(LOST, BUSY, hours=0.5) == ["lost.example"]  # nobody got the first message
    assert tell(LOST, hours=1) == []
    assert tell(LOST, hours=25) == ["lost.example"]
    assert tell(LOST, hours=-50) == ["lost.example"]  # the clock was set back
    (tmp_path / FILE).write_text("{damaged")
    assert tell(LOST, hours=2) == ["lost.example"]


def test_a_stranger_that_is_back_is_told_of_once(tmp_path: Path) -> None:
    news_of_strangers(tmp_path, by_address(LOST), NOW).note_told()
    record = AuditRecord(
        run="r", site="lost.example", at="2026-03-10T12:00:00Z", tool="0", rules=1, policy={},
        policy_name="newsroom", audited=Base(),
    )  # fmt: skip
    found = msgspec.structs.replace(LOST, status=SiteStatus.AUDITED, error="", record=record)
    asleep = msgspec.structs.replace(found, status=SiteStatus.UNREACHABLE, error="It is down.")
    assert news_of_strangers(tmp_path, by_address(asleep), NOW + HOUR).back == ()
    news = news_of_strangers(tmp_path, by_address(found), NOW + HOUR)
    assert (news.failed, news.back) == ((), (found,))
    office = Office()
    office.post(back=news.back, run="20260310T120000Z-000002")
    ((message, _),) = office.sent
    assert "lost.example" in message.text
    assert "resolved" in message.subject
    news.note_told()
    assert news_of_strangers(tmp_path, by_address(found), NOW + 2 * HOUR).back == ()
