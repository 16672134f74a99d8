"""The git repository of one site: layout, messages, writing and reading."""

from pathlib import Path

from tracker.errors import ArchiveError

try:
    import git  # noqa: F401
except ImportError as error:  # what GitPython raises where there is no git to run
    raise ArchiveError(
        "The program git was not found, and every archive is a git repository; install git "
        "(https://git-scm.com), or put it on the PATH.",
        path=Path(),
    ) from error
