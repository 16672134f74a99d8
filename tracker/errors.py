"""The errors of tracker: each message is a full sentence that says what, where and what to do."""

from __future__ import annotations

from pathlib import Path


class TrackerError(Exception):
    """Base of every error that is told to the user without a traceback."""


class ConfigError(TrackerError):
    """The configuration or the command line cannot be used as it is."""


class SiteError(TrackerError):
    """A site answered in a way that cannot be used.

    Args:
        message: a full sentence for the user.
        url: the address that was asked.
        status: the HTTP status of the answer, or None where there was none.
    """

    def __init__(self, message: str, *, url: str, status: int | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.status = status


class SiteUnavailable(SiteError):
    """The site does not answer, or answers with something that will pass (5xx, maintenance)."""


class SiteForbidden(SiteError):
    """The site refuses (401, 403), or the credentials do not work."""


class ArchiveError(TrackerError):
    """The git repository of a site cannot be read or written.

    Args:
        message: a full sentence for the user.
        path: the repository.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(message)
        self.path = path


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive; it passes."""


class MalformedDocument(TrackerError):
    """A stored or imported document does not have the form that it should have.

    Args:
        message: a full sentence for the user.
        where: the file, line, commit or URL of the document.
    """

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where
