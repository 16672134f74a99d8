"""Archives that are damaged: an audit says so, and never that nothing is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.keeping import HOUR, NOW, audit, more, policy, story, tamper, watch
from tests.audit.test_sites import one
from tests.cli.running import git
from tracker.errors import ArchiveError
from tracker.findings import SiteStatus

OBJECTS = {"tip": "main", "parent": "main~1", "tree": "main^{tree}", "audit": "audits"}


def lose(path: Path, name: str) -> None:
    """Delete an object; small imports leave them loose."""
    found = git(path, "rev-parse", name).strip()
    (path / ".git" / "objects" / found[:2] / found[2:]).unlink()


@pytest.fixture
def audited(harbour: Path) -> Path:
    """An archive with an audit, and news since."""
    assert one(harbour).status is SiteStatus.AUDITED
    more(harbour, story(1, 7300, 9))
    return harbour


@pytest.mark.parametrize("what", OBJECTS)
def test_an_object_that_is_missing(audited: Path, what: str) -> None:
    lose(audited, OBJECTS[what])
    found = one(audited)
    assert (found.status, found.record, found.commit) == (SiteStatus.FAILED, None, "")
    assert "tracker verify" in found.error
    assert "not foreseen" not in found.error


@pytest.mark.parametrize("branch", ["main", "audits"])
def test_a_branch_that_is_no_commit_id(audited: Path, branch: str) -> None:
    (audited / ".git" / "refs" / "heads" / branch).write_text("garbage\n")
    found = one(audited)
    assert (found.status, found.record) == (SiteStatus.FAILED, None)
    assert f"refs/heads/{branch} of " in found.error
    assert "tracker verify" in found.error


def test_the_record_before_a_question_cannot_be_read(harbour: Path) -> None:
    """What the site's own policy goes on from is not there: that is said, and nothing assumed."""
    audit(harbour, NOW, by=watch())
    asked = audit(harbour, NOW + HOUR, by=policy(rules={"protected-now": {}}), own=False)
    message = git(harbour, "log", "-1", "--format=%B", asked.commit)
    git(harbour, "update-ref", "refs/heads/audits", f"{asked.commit}^")
    tamper(harbour, lambda _: "no record")
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    rest = ("-p", "audits", "-m", message, f"{asked.commit}^{{tree}}")
    made = git(harbour, *who, "commit-tree", *rest)
    git(harbour, "update-ref", "refs/heads/audits", made.strip())
    with pytest.raises(ArchiveError, match="is not one of tracker"):
        audit(harbour, NOW + 2 * HOUR, by=watch())
