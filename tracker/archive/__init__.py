"""The git repository of one site: layout, messages, writing and reading."""

import shutil
from pathlib import Path

from tracker.errors import ArchiveError

# GitPython says the same as it is imported, which a list that is ready in a cache does without.
if shutil.which("git") is None:
    raise ArchiveError(
        "The program git was not found, and every archive is a git repository; install git "
        "(https://git-scm.com), or put it on the PATH.",
        path=Path(),
    )
