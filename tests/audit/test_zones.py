"""A site that moves to another time zone between two audits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.audit.keeping import Kept, audit, check_holds
from tests.cli.running import git
from tests.faults.making import hour
from tests.faults.playing import BEGIN, SITE, Watched, newspaper, observed
from tracker.playback import play, serve

SOLD = "The harbour office sold {} tickets for the Friday ferry to the outer islands."


def test_the_time_zone_of_a_site_moves(tmp_path: Path) -> None:
    """That is no edit of anything; an edit in the same hour is found as ever, and once."""

    def audited(site: Watched, at: float) -> Kept:
        site.sync(at)
        return audit(site.path, hour(at))

    posts = [*newspaper(4), observed(BEGIN, 9, SOLD.format(4200))]
    west = replace(SITE, timezone_string="America/Los_Angeles", gmt_offset=-8)
    with serve(play(posts, moment=BEGIN, site=west)) as server:
        port = int(server.origin.rpartition(":")[2])
        assert audited(Watched(server=server, repos=tmp_path), 0).rules == []
    after = BEGIN + timedelta(hours=1)
    later = observed(after, 9, SOLD.format(6900), modified=after)
    east = replace(SITE, timezone_string="Asia/Tokyo", gmt_offset=9)
    with serve(play([*posts, later], moment=BEGIN, site=east), port=port) as server:
        site = Watched(server=server, repos=tmp_path)
        moved = audited(site, 1)
        assert (moved.rules, moved.record.resolved) == ([], ())
        log = git(site.path, "log", "-1", "--format=%B", "main")
        assert "time zone: America/Los_Angeles -> Asia/Tokyo" in log
        server.at(BEGIN + timedelta(hours=2))
        assert "silent-substance" in audited(site, 2).rules
        assert audited(site, 3).rules == []
    with serve(play([*posts, later], moment=BEGIN + timedelta(hours=2), site=west), port=port) as s:
        site = Watched(server=s, repos=tmp_path)
        assert audited(site, 4).rules == [], "back again"
    check_holds(site.path)
