"""The branch `audits`: one commit an audit, and one for what was delivered of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from subprocess import PIPE

from git.exc import GitCommandError

from tracker.archive.audit_branch import iter_branch
from tracker.archive.complaints import reason_of
from tracker.archive.identities import COMMITTER
from tracker.archive.repository import Archive
from tracker.archive.stream import ImportStream
from tracker.errors import ArchiveError, ConfigError

AUDITS = "refs/heads/audits"
RECORD = "audit.json"
REPORT = "report.md"
OPEN = "open.json"
OUTBOX = "outbox.json"
FILES = (RECORD, REPORT, OPEN, OUTBOX)


def newest_audits(archive: Archive) -> str | None:
    """Find the newest commit of the branch: here, or as a clone brought it.

    A clone has the branch of its origin under `refs/remotes`; where that goes further than the
    branch here, it counts. Where both went on, each in its own way, the one here does: what the
    other one told is told here, too.
    """
    own = archive.resolve(AUDITS)
    found: str = archive.repo.git.for_each_ref("--format=%(objectname)", "refs/remotes/*/audits")
    for other in dict.fromkeys(found.split()):
        if own is None or (other != own and archive.is_ancestor(own, other)):
            own = other
    return own


def read_audit_files(archive: Archive, commit: str | None) -> dict[str, bytes]:
    """Read the files of a commit of the branch; none for None."""
    if commit is None:
        return {}
    found = {name: archive.read_file(commit, name) for name in FILES}
    return {name: data for name, data in found.items() if data is not None}


def iter_audits(archive: Archive, tip: str) -> Iterator[tuple[str, str, str]]:
    """Walk the audits back from a commit: its id, that of its parent (or empty), its run.

    Commits that only note what was delivered are left out.

    Raises:
        ArchiveError: where git cannot read the branch.
    """
    for commit, parent, run in iter_branch(archive, tip):
        if run:
            yield commit, parent, run


def iter_newest_audits(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Walk all audits back from the newest; see `iter_audits`."""
    tip = newest_audits(archive)
    if tip is not None:
        yield from iter_audits(archive, tip)


def write_audits(
    archive: Archive,
    files: Mapping[str, bytes],
    *,
    parent: str | None,
    message: str,
    at: datetime,
    sign: bool = False,
) -> str:
    """Commit files on the branch, and return the id of the commit.

    Args:
        archive: locked by the caller.
        files: name -> contents; what is not named stays as it is, in a signed commit it goes.
        parent: the newest commit, from `newest_audits`.
        message: whole, with its trailers.
        at: when; the committer's time is never before that of the parent (`git log --since`
            ends at the first commit that is older).
        sign: with the user's git signing key.

    Raises:
        ArchiveError: where git refuses.
        ConfigError: where git cannot sign.
    """
    seconds = int(at.timestamp())
    committed = seconds
    if parent is not None:
        committed = max(seconds, int(commit_moment(archive, parent).timestamp()))
    if sign:
        times = seconds, committed
        return _write_signed(archive, files, parent=parent, message=message, times=times)
    with ImportStream(archive.repo) as stream:
        changes = [(name, stream.blob(data)) for name, data in sorted(files.items())]
        stream.commit(
            AUDITS,
            author=COMMITTER,
            authored=seconds,
            committed=committed,
            message=message.encode(),
            changes=changes,
            parents=(parent,) if parent else (),
        )
        stream.finish()
    written = archive.resolve(AUDITS)
    assert written is not None, "git has just written it"
    return written


def _write_signed(
    archive: Archive,
    files: Mapping[str, bytes],
    *,
    parent: str | None,
    message: str,
    times: tuple[int, int],
) -> str:
    """Commit without fast-import, which cannot sign.

    The identity is the user's own, where git knows one: a signature has to fit it.
    """
    git = archive.repo.git
    entries = []
    for name, data in sorted(files.items()):
        entries.append(
            f"100644 blob {_feed(archive, ('hash-object', '-w', '--stdin'), data)}\t{name}"
        )
    tree = _feed(archive, ("mktree",), ("\n".join(entries) + "\n").encode())
    authored, committed = (f"{seconds} +0000" for seconds in times)
    options = ["-S", *(("-p", parent) if parent else ())]
    dates = {"GIT_AUTHOR_DATE": authored, "GIT_COMMITTER_DATE": committed}
    try:
        with git.custom_environment(**dates, **_identity(archive)):
            commit: str = git.commit_tree(*options, "-m", message, tree)
    except GitCommandError as error:
        raise ConfigError(
            f"git cannot sign the audit ({reason_of(error)}); set `user.signingkey` (and "
            "`gpg.format` for an SSH key) in git's configuration, or leave `--sign` out."
        ) from error
    try:
        git.update_ref(AUDITS, commit, archive.resolve(AUDITS) or "")
    except GitCommandError as error:
        raise ArchiveError(
            f"git could not move the branch audits of {archive.path} ({reason_of(error)}).",
            path=archive.path,
        ) from error
    return commit


def _identity(archive: Archive) -> dict[str, str]:
    """Give tracker's own identity where git knows none of the user, and refuses to commit."""
    name, _, address = COMMITTER.rstrip(">").partition(" <")
    identity: dict[str, str] = {}
    for who in ("AUTHOR", "COMMITTER"):
        try:
            archive.repo.git.var(f"GIT_{who}_IDENT")
        except GitCommandError:
            identity |= {f"GIT_{who}_NAME": name, f"GIT_{who}_EMAIL": address}
    return identity


def _feed(archive: Archive, command: tuple[str, ...], data: bytes) -> str:
    """Run a git command with input, and give its answer."""
    name, *options = command
    process = getattr(archive.repo.git, name.replace("-", "_"))(
        *options, istream=PIPE, as_process=True
    )
    said, complained = process.proc.communicate(data)
    if process.proc.returncode:
        raise ArchiveError(
            f"git {name} failed in {archive.path} ({complained.decode(errors='replace').strip()}).",
            path=archive.path,
        )
    return str(said.decode().strip())


def commit_moment(archive: Archive, commit: str) -> datetime:
    """Tell when a commit was made."""
    seconds: str = archive.repo.git.log("-1", "--no-show-signature", "--format=%ct", commit, "--")
    return datetime.fromtimestamp(int(seconds), UTC)
