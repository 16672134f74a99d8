"""Runs of audits as tests show them: an ordinary one, and one with the worst of titles."""

from __future__ import annotations

from tracker.findings import (
    AuditRecord,
    AuditRun,
    Base,
    Finding,
    Inputs,
    Level,
    Resolved,
    SiteAudit,
    SiteStatus,
    Suppressed,
)

RUN = "20260301T120000Z-1f3a9c"
AT = "2026-03-01T12:00:00Z"
MAIN, OLD, SYNCS = "4" * 40, "3" * 40, "5" * 40

HOSTILE = (
    "Wall \x1b[31mred\x07\u202e\x00\ufffe\ud800 <script>alert(1)</script> "
    "[up](javascript:alert(1)) ![x](http://evil.example/a.png) <http://evil.example> "
    "https://evil.example www.evil.example @everyone <!channel> #12 me@evil.example `tick` "
    "```fence *bold* | cell & &lt;b&gt; 100% ]]> --> {0} {{x}} '\"\r\n# Heading\n::error::forged"
    '\n::stop-commands::x\n##[error]forged\u2028::set-output name=a::b\x85\\" END'
)
"""Every trick at once; `END` shows whether the whole of it is there."""

COST = Finding(
    id="3f9a0c12ab45",
    rule="silent-substance",
    level=Level.ERROR,
    subject="silent-substance posts/1286 " + MAIN,
    words="changed without telling readers (no note tells it): money 4.2 million -> 6.9 million",
    evidence=(
        "the money changed in a sentence that stayed as it was otherwise",
        "no note was added, and none came with a later edit",
    ),
    check=f"git show {MAIN}",
    post="posts/1286",
    title="Harbour wall will cost more",
    url="https://www.example.org/harbour-wall/",
    commit=MAIN,
    moment="2026-03-01T11:20:31Z",
    excerpt=(
        "The council said that the wall will cost [-4.2-]{+6.9+} million euros, and that the work "
        "will begin in spring.",
        "{+Ferries will not run for two weeks.+}",
        "[-Nobody has to move.-]",
    ),
    reported=AT,
    lasting=True,
)
HEADLINE = Finding(
    id="00c41d7e9b02",
    rule="headline-changed-after",
    level=Level.WARNING,
    subject="headline-changed-after pages/7",
    words="got another headline 9 hours after publication",
    check="git log -p -- pages/00/00/07",
    post="pages/7",
    title="港の壁の費用が増える",
    url="https://www.example.org/?page_id=7&preview=%22no%22",
    commit=OLD,
    moment="2026-03-01T09:00:00Z",
    reported=AT,
)
REFRESH = Finding(
    id="77aa00bb11cc",
    rule="refresh-only",
    level=Level.INFO,
    subject="refresh-only posts/3",
    words="says that it was updated, and nothing but its date was changed",
    post="posts/3",
    title="Timetable",
    commit=OLD,
    reported=AT,
)
BROKEN = Finding(
    id="9d9d9d9d9d9d",
    rule="sync-failed",
    level=Level.ERROR,
    subject="sync-failed",
    words="could not be synced: the server did not answer within 30 s",
    reported="2026-02-27T08:00:00Z",
    lasting=True,
)
PROTECTED = Finding(
    id="ab00ab00ab00",
    rule="protected-now",
    level=Level.WARNING,
    subject="protected-now posts/44",
    words="was public, and now asks for a password",
    post="posts/44",
    title="Minutes of the harbour board",
    reported="2026-02-20T08:00:00Z",
    lasting=True,
)


def finding(**changes: object) -> Finding:
    """Change the finding about the harbour wall."""
    return Finding(**{**{name: getattr(COST, name) for name in COST.__struct_fields__}, **changes})


def record(site: str = "www.example.org", **changes: object) -> AuditRecord:
    """Make a record in which nothing is empty."""
    values: dict[str, object] = {
        "run": RUN,
        "site": site,
        "url": f"https://{site}/",
        "at": AT,
        "tool": "0.6.0",
        "rules": 1,
        "policy": {"rules": {"silent-substance": {"severity": "error"}}},
        "policy_name": "newsroom",
        "base": Base(main=OLD, syncs=OLD, observed="2026-02-28T12:00:00Z"),
        "audited": Base(main=MAIN, syncs=SYNCS, observed=AT),
        "posts": 214,
        "edits": 12,
        "new": (REFRESH, HEADLINE, COST),
        "resolved": (Resolved(finding=PROTECTED, reason="it is public again"),),
        "suppressed": (
            Suppressed(
                finding=finding(id="5555aaaa5555", post="posts/9", title="Live: the storm"),
                reason="live blogs say at the top that they are edited",
                until="2026-06-30",
            ),
        ),
        "open": 5,
    }
    return AuditRecord(**{**values, **changes})  # type: ignore[arg-type]


def quiet(site: str) -> SiteAudit:
    """Make a site of which there is nothing to tell."""
    calm = record(site, new=(), resolved=(), suppressed=(), open=0)
    return SiteAudit(
        site=site, url=calm.url, status=SiteStatus.AUDITED, record=calm, commit=SYNCS, seconds=0.5
    )


def usual() -> AuditRun:
    """Make a run over five sites, in which everything happens."""
    broken = record(
        "news.example.net",
        new=(),
        resolved=(),
        reminded=(BROKEN,),
        suppressed=(),
        open=1,
        inputs=Inputs(sync="The server did not answer within 30 s."),
    )
    return AuditRun(
        run=RUN,
        at=AT,
        tool="0.6.0",
        undelivered={"webhook": "hooks.example.org answered 502 three times."},
        sites=(
            SiteAudit(
                site="blog.example.com",
                url="https://blog.example.com/",
                status=SiteStatus.NOT_DUE,
            ),
            SiteAudit(
                site="news.example.net",
                url="https://news.example.net/",
                status=SiteStatus.UNREACHABLE,
                record=broken,
                commit=MAIN,
                error="The server did not answer within 30 s; its archive was audited.",
                seconds=31.5,
            ),
            quiet("town.example.org"),
            SiteAudit(
                site="trial.example.org",
                status=SiteStatus.FAILED,
                error="The archive repos/trial.example.org is on another format.",
                seconds=0.1,
            ),
            SiteAudit(
                site="www.example.org",
                url="https://www.example.org/",
                status=SiteStatus.AUDITED,
                record=record(),
                commit=MAIN,
                recorded={"edit": 12},
                seconds=4.25,
            ),
        ),
    )


def calm() -> AuditRun:
    """Make a run in which all is well."""
    return AuditRun(
        run=RUN, at=AT, tool="0.6.0", sites=(quiet("town.example.org"), quiet("www.example.org"))
    )


def hostile() -> AuditRun:
    """Make a run in which every text is the worst that a site can send."""
    bad = finding(
        rule="silent-substance",
        title=HOSTILE,
        words=HOSTILE,
        evidence=(HOSTILE,),
        check=f"git show '{HOSTILE}'",
        url="javascript:alert(1)",
        excerpt=(f"{HOSTILE} [-{HOSTILE}-]{{+{HOSTILE}+}}",),
    )
    other = finding(id="0" * 12, level=Level.INFO, post=HOSTILE, title="", url="https://e.org/)(\n")
    audit = record(
        new=(bad, other),
        resolved=(Resolved(finding=bad, reason=HOSTILE),),
        reminded=(bad,),
        suppressed=(Suppressed(finding=bad, reason=HOSTILE, until=HOSTILE),),
        policy_name=HOSTILE,
        url="javascript:alert(1)",
        inputs=Inputs(sync=HOSTILE, undelivered={HOSTILE: HOSTILE}),
    )
    return AuditRun(
        run=RUN,
        at=AT,
        tool="0.6.0",
        undelivered={HOSTILE: HOSTILE},
        sites=(
            SiteAudit(site=HOSTILE, status=SiteStatus.FAILED, error=HOSTILE),
            SiteAudit(
                site="www.example.org",
                url="javascript:alert(1)",
                status=SiteStatus.UNREACHABLE,
                record=audit,
                error=HOSTILE,
            ),
        ),
    )
