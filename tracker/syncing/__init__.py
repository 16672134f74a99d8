"""`tracker sync`: one run that brings an archive up to date with its site."""

from tracker.syncing.options import SyncOptions
from tracker.syncing.run import sync_site

__all__ = ["SyncOptions", "sync_site"]
