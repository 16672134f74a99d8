"""The newsroom of the command line's tests, as an archive to browse."""

from __future__ import annotations

from tests.cli.conftest import played, repos, tracker

__all__ = ["played", "repos", "tracker"]
