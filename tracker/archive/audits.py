"""The branch `audits`: one commit an audit, and one for what was delivered of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from subprocess import PIPE

from git.exc import GitCommandError

from tracker.archive.repository import Archive, reason_of
from tracker.archive.stream import COMMITTER, ImportStream
from tracker.errors import ArchiveError, ConfigError

AUDITS = "refs/heads/audits"
RECORD = "audit.json"
REPORT = "report.md"
OPEN = "open.json"
OUTBOX = "outbox.json"
FILES = (RECORD, REPORT, OPEN, OUTBOX)

_RUN = "Run: "


def newest_audits(archive: Archive) -> str | None:
    """Find the newest commit of the branch: here, or as a clone brought it.

    A clone has the branch of its origin under `refs/remotes`; where that goes further than the
    branch here, it counts.
    """
    own = archive.resolve(AUDITS)
    found: str = archive.repo.git.for_each_ref("--format=%(objectname)", "refs/remotes/*/audits")
    for other in dict.fromkeys(found.split()):
        if own is None or (other != own and _is_ancestor(archive, own, other)):
            own = other
    return own


def _is_ancestor(archive: Archive, before: str, after: str) -> bool:
    try:
        archive.repo.git.merge_base("--is-ancestor", before, after)
    except GitCommandError:
        return False
    return True


def read_audit_files(archive: Archive, commit: str | None) -> dict[str, bytes]:
    """Read the files of a commit of the branch; none for None."""
    if commit is None:
        return {}
    found = {name: archive.read_file(commit, name) for name in FILES}
    return {name: data for name, data in found.items() if data is not None}


def iter_audits(archive: Archive, tip: str) -> Iterator[tuple[str, str, str]]:
    """Walk the audits back from a commit: its id, that of its parent (or empty), its run.

    Commits that only note what was delivered are left out.
    """
    listing = archive.repo.git.log(
        "--first-parent", "-z", f"--format=%H %P%n%(trailers:key={_RUN.strip(': ')})", tip, "--"
    )
    for entry in str(listing).split("\0"):
        ids, _, trailer = entry.partition("\n")
        if trailer.strip().startswith(_RUN):
            commit, *parents = ids.split()
            yield commit, parents[0] if parents else "", trailer.strip().removeprefix(_RUN)


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
        files: name -> contents; all files that the branch is to have.
        parent: the newest commit, from `newest_audits`.
        message: whole, with its trailers.
        at: when.
        sign: with the user's git signing key.

    Raises:
        ArchiveError: where git refuses.
        ConfigError: where git cannot sign.
    """
    seconds = int(at.timestamp())
    if sign:
        return _write_signed(archive, files, parent=parent, message=message, seconds=seconds)
    with ImportStream(archive.repo) as stream:
        changes = [(name, stream.blob(data)) for name, data in sorted(files.items())]
        stream.commit(
            AUDITS,
            author=COMMITTER,
            authored=seconds,
            committed=seconds,
            message=message.encode(),
            changes=changes,
            parents=(parent,) if parent else (),
        )
        stream.finish()
    written = archive.resolve(AUDITS)
    assert written is not None, "git has just written it"
    return written


def _write_signed(
    archive: Archive, files: Mapping[str, bytes], *, parent: str | None, message: str, seconds: int
) -> str:
    """Commit without fast-import, which cannot sign; the identity is the user's own."""
    git = archive.repo.git
    entries = []
    for name, data in sorted(files.items()):
        entries.append(
            f"100644 blob {_feed(archive, ('hash-object', '-w', '--stdin'), data)}\t{name}"
        )
    tree = _feed(archive, ("mktree",), ("\n".join(entries) + "\n").encode())
    when = f"{seconds} +0000"
    options = ["-S", *(("-p", parent) if parent else ())]
    try:
        with git.custom_environment(GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when):
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
    seconds: str = archive.repo.git.log("-1", "--format=%ct", commit, "--")
    return datetime.fromtimestamp(int(seconds), UTC)
