"""Workflow commands: read as the runner reads them, none is forged."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.report.audit.runs import AT, HOSTILE, RUN, calm, finding, hostile, record, usual
from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.report.audit.github import run_github
from tracker.report.audit.words import clean


class Command(NamedTuple):
    """One command as the runner understands it."""

    name: str
    properties: dict[str, str]
    words: str


def read(log: str) -> list[Command]:
    """Read a log as `ActionCommand.cs` of the runner does, old form and new."""
    found = []
    for line in log.replace("\r", "\n").split("\n"):
        if not line.lstrip().startswith("::"):
            assert "##[" not in line
            continue
        head, _, words = line.lstrip()[2:].partition("::")
        name, _, rest = head.partition(" ")
        pairs = (pair.partition("=") for pair in rest.split(",") if pair)
        properties = {key.strip(): _decoded(value, property=True) for key, _, value in pairs}
        found.append(Command(name, properties, _decoded(words, property=False)))
    return found


def _decoded(text: str, *, property: bool) -> str:
    if property:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_findings_become_annotations_the_gravest_first() -> None:
    commands = read(run_github(usual()))
    assert [command.name for command in commands] == [
        "group", "endgroup", "error", "error", "error", "error", "warning", "notice", "notice",
    ]  # fmt: skip
    first = commands[4]
    assert first.properties == {"title": "www.example.org: silent-substance"}
    lines = first.words.split("\n")
    assert lines[0].startswith("Harbour wall will cost more: changed without telling readers")
    assert lines[-1] == f"check: git show {'4' * 40}"
    assert "+ Ferries will not run for two weeks." in lines


def test_all_well_is_a_group_and_nothing_else() -> None:
    assert [command.name for command in read(run_github(calm()))] == ["group", "endgroup"]


@given(st.text() | st.just(HOSTILE) | st.sampled_from(["::stop-commands::x", "##[error]x", "%0A"]))
def test_no_title_forges_a_command(words: str) -> None:
    found = finding(title=words, words=words, evidence=(words,), excerpt=(words,), check=words)
    audit = record(new=(found,), resolved=(), suppressed=())
    site = SiteAudit(site="a.example", status=SiteStatus.FAILED, record=audit, error=words)
    commands = read(run_github(AuditRun(run=RUN, at=AT, tool="1", sites=(site,))))
    assert [command.name for command in commands] == ["group", "endgroup", "error", "error"]
    assert all(set(command.properties) <= {"title"} for command in commands)
    first, _, _ = commands[-1].words.partition("\n")
    shown = f"{clean(words) or 'posts/1286'}: {clean(words)}".replace("##[", "# #[")
    assert first == shown


def test_a_hostile_run_has_no_other_commands() -> None:
    names = {command.name for command in read(run_github(hostile()))}
    assert names == {"group", "endgroup", "error", "notice"}
