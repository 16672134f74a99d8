"""The demo's newsroom on a real WordPress, audited after each act."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from tests.audit.newsroom import EXPECTED
from tests.sync.running import Watch
from tests.wordpress.site import WordPressSite
from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit, audit_archive
from tracker.audit.builtin import builtin_policies
from tracker.audit.policy import make_policy
from tracker.audit.verifying import verify_audits
from tracker.findings import AuditRecord, Inputs
from tracker.model import utc
from tracker.playback.blocks import Story, stored
from tracker.playback.newsroom import ACTS, READ_AFTER, Act


def _fields(story: Story) -> dict[str, str]:
    return {
        "post_title": story.title,
        "post_name": story.slug,
        "post_content": stored(story),
        "post_type": story.type,
    }


class Newsroom:
    """The writers: they do on a real site what the playback only shows."""

    def __init__(self, site: WordPressSite) -> None:
        site.set_option("timezone_string", "America/New_York")
        self._site = site
        self._ids: dict[int, int] = {}

    def act(self, act: Act) -> None:
        """Do what happens in an act; who only opens the editor leaves nothing behind."""
        saved = act.moment - READ_AFTER
        for story in act.stories:
            known = self._ids.get(story.id)
            if known is not None:
                self._site.edit(known, at=saved, post_status="publish", **_fields(story))
                continue
            at = utc(story.published) if act is ACTS[0] else saved
            (self._ids[story.id],) = self._site.add([_fields(story)], at=at)
        for number in act.taken_down:
            self._site.edit(self._ids[number], at=saved, post_status="draft")


def test_the_newsroom(wordpress: WordPressSite, tmp_path: Path) -> None:
    """Each act gives exactly the findings of docs and demo, and every audit can be repeated."""
    newsroom, watch = Newsroom(wordpress), Watch(site=wordpress, repos=tmp_path)
    known = builtin_policies()
    policy = make_policy("newsroom", known["newsroom"], known)
    for number, act in enumerate(ACTS):
        newsroom.act(act)
        watch.sync(act.moment)
        audit = Audit(run=secrets.token_hex(4), policy=policy, at=act.moment + timedelta(seconds=9))
        with open_archive(watch.path) as archive, archive.lock():
            record, commit = audit_archive(archive, audit, Inputs())
        assert commit
        assert told(record) == EXPECTED[number], act.description
    _every_audit_holds(watch.path, len(ACTS))


def told(record: AuditRecord) -> frozenset[tuple[str, str, str]]:
    """What an audit told: new or resolved, the rule, the headline."""
    new = {("new", one.rule, one.title) for one in record.new}
    gone = {("resolved", one.finding.rule, one.finding.title) for one in record.resolved}
    return frozenset(new | gone)


def _every_audit_holds(path: Path, count: int) -> None:
    with open_archive(path) as archive:
        verified = list(verify_audits(archive, None, every=True))
    assert len(verified) == count
    assert [one for one in verified if not one.holds] == []
