"""What was changed by hand is noticed; a signed audit says by whom."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.audit.conftest import Played
from tests.audit.keeping import (
    HOUR,
    NOW,
    audit,
    check_holds,
    ledger_of,
    more,
    story,
    tamper,
    verified,
    watch,
)
from tests.cli.running import Tracker, git
from tests.report.audit.runs import record
from tracker import __version__
from tracker.archive.audits import OPEN, OUTBOX, RECORD, REPORT, newest_audits, write_audits
from tracker.archive.repository import open_archive
from tracker.audit.differing import differences_of
from tracker.audit.verifying import verify_audits
from tracker.edits.values import RULES_VERSION
from tracker.errors import ConfigError
from tracker.findings import Base


def differences(path: Path) -> str:
    """What `tracker audit verify` says of the newest audit."""
    (one,) = verified(path, every=False)
    assert not one.holds
    return "\n".join((*one.differences, one.problem))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (RECORD, "4200", "4201", "has other words"),
        (RECORD, '"level": "error"', '"level": "info"', "has another level"),
        (RECORD, '"open": 1', '"open": 0', "open: 0 recorded, 1 found"),
        (RECORD, '"posts": 2', '"posts": 1', "posts: 1 recorded, 2 found"),
        (RECORD, "2026-03-10T12:00:00Z", "2026-03-10T12:00:01Z", "time: the commit is of"),
        (
            RECORD,
            '"url": "http://harbour',
            '"url": "http://another',
            "url: http://another.example/ recorded",
        ),
        (
            RECORD,
            f'"tool": "{__version__}"',
            '"tool": "9.9"',
            f"says tracker {__version__}, and the",
        ),
        (RECORD, f'"rules": {RULES_VERSION},', '"rules": 99,', "message: its trailer Rules says "),
        (REPORT, "4200", "4201", "report: report.md says something else"),
        (OPEN, "4200", "4201", "open: the finding"),
    ],
)
def test_a_word_changed_by_hand(harbour: Path, name: str, old: str, new: str, said: str) -> None:
    audit(harbour, by=watch())
    check_holds(harbour)
    tamper(harbour, lambda text: text.replace(old, new), name=name)
    assert said in differences(harbour)


def test_what_was_looked_at_is_named_part_by_part() -> None:
    kept = record(audited=Base(main="a" * 40, observed="2026-03-01T12:00:00Z"))
    again = record(audited=Base(main="b" * 40, syncs="c" * 40, observed="2026-03-02T12:00:00Z"))
    assert list(differences_of(kept, again)) == [
        "audited: main aaaaaaaaaaaa recorded, bbbbbbbbbbbb found",
        "audited: syncs nothing recorded, cccccccccccc found",
        "audited: observed 2026-03-01T12:00:00Z recorded, 2026-03-02T12:00:00Z found",
    ]


def test_a_finding_taken_out(harbour: Path) -> None:
    audit(harbour, by=watch())
    text = git(harbour, "show", f"audits:{RECORD}")
    begin = text.index('  "new": [')
    end = text.index("\n  ],\n", begin)
    tamper(harbour, lambda text: text[:begin] + text[end + 6 :])
    said = differences(harbour)
    assert "new: the finding" in said
    assert "is found, and was not recorded" in said
    assert "message: the commit says something else" in said


def test_a_base_put_forward_hides_nothing(harbour: Path) -> None:
    """Who lets an audit begin later leaves edits out."""
    audit(harbour, by=watch())
    more(harbour, story(2, 640, 8))
    later = audit(harbour, NOW + HOUR, by=watch())
    old, new = later.record.base.main, later.record.audited.main
    tamper(harbour, lambda text: text.replace(old, new))
    assert "base: it does not begin where the audit before it ended" in differences(harbour)


def test_a_commit_between_audits(harbour: Path) -> None:
    """A commit that is no audit may note what was delivered, and nothing else."""
    audit(harbour, by=watch(), channels=("desk",))
    with open_archive(harbour) as archive:
        tip = newest_audits(archive)
        files = {OPEN: b'{\n  "format": 1\n}\n'}
        write_audits(archive, files, parent=tip, message="Deliver x: to desk\n", at=NOW)
    assert "changes what only audits do" in differences(harbour)


def test_an_audit_of_another_history(harbour: Path) -> None:
    """Who audits a doctored main and puts the real one back is found out."""
    before = git(harbour, "rev-parse", "main").strip()
    more(harbour, story(2, 640, 8))
    audit(harbour, by=watch())
    git(harbour, "reset", "--quiet", "--hard", before)
    more(harbour, story(2, 650, 8))
    assert "audited: what was looked at is not in the history of main" in differences(harbour)


def test_a_message_forged(harbour: Path) -> None:
    audit(harbour, by=watch())
    raw = git(harbour, "cat-file", "commit", "audits").replace("1 error", "nothing new")
    commit = subprocess.run(
        ["git", "-C", str(harbour), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=raw, text=True, check=True, capture_output=True,
    ).stdout.strip()  # fmt: skip
    git(harbour, "update-ref", "refs/heads/audits", commit)
    assert "message: the commit says something else" in differences(harbour)


def test_a_site_that_names_a_path(harbour: Path, tmp_path: Path) -> None:
    """What a record says of itself never becomes a path."""
    audit(harbour, by=watch())
    tamper(harbour, lambda text: text.replace('"site": "', f'"site": "{tmp_path}/planted/'))
    differences(harbour)
    assert not (tmp_path / "planted").exists()


def test_no_record_at_all(harbour: Path) -> None:
    audit(harbour, by=watch())
    tamper(harbour, lambda _: "nothing\n")
    assert "is not one of tracker" in differences(harbour)


def test_an_audit_of_its_own(harbour: Path) -> None:
    first = audit(harbour, by=watch())
    audit(harbour, NOW + HOUR, by=watch())
    with open_archive(harbour) as archive:
        (one,) = verify_audits(archive, first.commit[:9])
        assert one.commit == first.commit
        assert one.holds
        with pytest.raises(ConfigError, match="There is no audit 0000000"):
            list(verify_audits(archive, "0000000"))


def test_an_archive_that_was_never_audited(harbour: Path) -> None:
    with open_archive(harbour) as archive, pytest.raises(ConfigError, match="never audited"):
        list(verify_audits(archive, None))


def test_nothing_is_written(newsroom: Played) -> None:
    before = git(newsroom.path, "for-each-ref")
    check_holds(newsroom.path)
    assert git(newsroom.path, "for-each-ref") == before


def test_outbox_is_what_it_was(harbour: Path) -> None:
    """What could not be delivered is part of what an audit knew: it is compared, too."""
    audit(harbour, by=watch(), channels=("desk",))
    tamper(
        harbour,
        lambda text: text.replace('"channels"', '"reasons": {"desk": "no route"}, "channels"'),
        name=OUTBOX,
    )
    later = audit(harbour, NOW + HOUR, by=watch())
    assert later.record.inputs.undelivered == {"desk": "no route"}
    check_holds(harbour)
    tamper(harbour, lambda text: text.replace("no route", "no road"))
    assert "noted other messages" in differences(harbour)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signing key of SSH, in the configuration of a user."""
    path = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann@example.org", "-f", str(path)],
        check=True,
    )
    allowed = tmp_path / "allowed"
    allowed.write_text(f"ann@example.org {path.with_suffix('.pub').read_text()}")
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[user]\n name = Ann Pier\n email = ann@example.org\n signingkey = {path}\n"
        f'[gpg]\n format = ssh\n[gpg "ssh"]\n allowedSignersFile = {allowed}\n'
        "[log]\n showSignature = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    return path


def test_a_signed_audit(harbour: Path, key: Path) -> None:
    first = audit(harbour, by=watch(), sign=True)
    git(harbour, "verify-commit", first.commit)
    (one,) = verified(harbour)
    assert one.holds
    assert one.signature == "good signature of ann@example.org"
    assert audit(harbour, NOW + HOUR, by=watch(), sign=True).new == []
    assert audit(harbour, NOW + 2 * HOUR, by=watch()).new == []
    assert [bool(one.signature) for one in verified(harbour)] == [False, True, True]
    check_holds(harbour)
    assert key.exists()


def test_a_signature_without_an_identity(harbour: Path, key: Path) -> None:
    config = key.with_name("gitconfig")
    lines = config.read_text().splitlines(keepends=True)
    config.write_text("".join(one for one in lines if not one.startswith((" name", " email"))))
    subprocess.run(["git", "config", "--file", config, "user.useConfigOnly", "true"], check=True)
    first = audit(harbour, by=watch(), sign=True)
    assert git(
        harbour, "log", "-1", "--no-show-signature", "--format=%an %ce", first.commit
    ).strip() == ("tracker tracker@tracker.invalid")
    (one,) = verified(harbour)
    assert (one.holds, one.signature) == (True, "good signature of ann@example.org")


def test_a_signed_audit_that_was_changed(harbour: Path, key: Path) -> None:
    audit(harbour, by=watch(), sign=True)
    tamper(harbour, lambda text: text.replace("4200", "4201"))
    (one,) = verified(harbour)
    assert one.signature == "BAD signature"
    assert not one.holds
    assert key.exists()


def test_signing_without_a_key(harbour: Path) -> None:
    with pytest.raises(ConfigError, match="git cannot sign the audit"):
        audit(harbour, by=watch(), sign=True)
    assert git(harbour, "for-each-ref", "refs/heads/audits") == ""
    assert ledger_of(harbour).commit is None


def test_the_command(harbour: Path, tracker: Tracker) -> None:
    audit(harbour, by=watch())
    repos = harbour.parent
    done = tracker("audit", "verify", "--repos", repos)
    assert (done.code, "holds" in done.out) == (0, True)
    tamper(harbour, lambda text: text.replace("4200", "4201"))
    done = tracker("audit", "verify", "--repos", repos)
    assert (done.code, "DOES NOT HOLD" in done.out) == (1, True)
