"""Note on the branch `audits` what became of messages and pushes after an audit."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tracker.archive.audits import OUTBOX, write_audits
from tracker.archive.layout import canonical_json
from tracker.archive.repository import Archive
from tracker.audit.ledger import Ledger, Outbox


def note_outbox(
    archive: Archive, ledger: Ledger, outbox: Outbox, *, message: str, at: datetime
) -> None:
    """Commit an outbox, where it is another one than before and there was an audit.

    Args:
        archive: locked by the caller.
        ledger: read since.
        outbox: as it is now.
        message: of the commit, whole.
        at: when.
    """
    if outbox == ledger.outbox or ledger.commit is None:
        return
    files = {OUTBOX: canonical_json(msgspec.to_builtins(outbox))}
    write_audits(archive, files, parent=ledger.commit, message=message, at=at)
