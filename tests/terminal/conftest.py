"""One archive of a made-up newsroom that tests read, or copy to change it."""

from __future__ import annotations

from tests.cli.conftest import played, repos, tracker

__all__ = ["played", "repos", "tracker"]
