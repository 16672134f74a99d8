"""Read the branch `audits` commit by commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from git.exc import GitCommandError

from tracker.archive.complaints import reason_of
from tracker.archive.identities import identity
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError

_RUN = "Run: "


def iter_branch(archive: Archive, tip: str) -> Iterator[tuple[str, str, str]]:
    """Walk all commits of the branch: as `iter_audits`; those that are no audits have no run.

    Raises:
        ArchiveError: where git cannot read the branch.
    """
    try:
        listing = archive.repo.git.log(
            "--first-parent",
            "--no-show-signature",
            "-z",
            f"--format=%H %P%n%(trailers:key={_RUN.strip(': ')})",
            tip,
            "--",
        )
    except GitCommandError as error:
        raise ArchiveError(
            f"The branch audits of {archive.path} cannot be read ({reason_of(error)}); "
            "`tracker verify` says what is wrong.",
            path=archive.path,
        ) from error
    for entry in filter(None, str(listing).split("\0")):
        ids, _, trailers = entry.partition("\n")
        trailer = trailers.strip().partition("\n")[0]
        commit, *parents = ids.split()
        run = trailer.removeprefix(_RUN).strip() if trailer.startswith(_RUN) else ""
        yield commit, parents[0] if parents else "", run


def changed_files(archive: Archive, commit: str, parent: str) -> frozenset[str]:
    """Name the files that a commit of the branch has otherwise than the one before."""
    before = parent or archive.repo.git.hash_object("-t", "tree", "/dev/null")
    listing: str = archive.repo.git.diff_tree(
        "-r", "-z", "--name-only", "--no-renames", before, commit
    )
    return frozenset(name for name in listing.split("\0") if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCommit:
    """A commit of the branch: who made it, when (seconds since 1970), and its files."""

    author: str
    authored: int
    committed: int
    message: str
    names: frozenset[str]


def read_commit(archive: Archive, commit: str) -> AuditCommit:
    """Read what a commit of the branch says of itself."""
    git = archive.repo.git
    said: str = git.log(
        "-1", "--no-show-signature", "--encoding=UTF-8", "--format=%an <%ae>%n%at%n%ct%n%B",
        commit, "--",
    )  # fmt: skip
    author, authored, committed, message = said.split("\n", 3)
    name, _, address = author.rpartition(" <")
    listing: str = git.ls_tree("-r", "-z", "--name-only", commit)
    return AuditCommit(
        author=identity(name, address.removesuffix(">")),
        authored=int(authored),
        committed=int(committed),
        message=message.rstrip("\n") + "\n",
        names=frozenset(one for one in listing.split("\0") if one),
    )


def signature_of(archive: Archive, commit: str) -> str:
    """Say what git says of a signature: good, bad, by whom; empty where there is none."""
    said: str = archive.repo.git.log("-1", "--no-show-signature", "--format=%G?%n%GS", commit, "--")
    state, _, signer = said.partition("\n")
    words = {
        "G": "good signature", "B": "BAD signature", "U": "good signature of unknown validity",
        "X": "good signature that has expired", "Y": "good signature of an expired key",
        "R": "good signature of a revoked key", "E": "signature that cannot be checked here",
    }  # fmt: skip
    return f"{words[state]}{f' of {signer}' if signer else ''}" if state in words else ""
