"""A message as a mail: text and HTML, nothing that is loaded from elsewhere."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from tracker.telling.mailbox import mailbox
from tracker.telling.settings import MailSettings
from tracker.telling.signing import token_of
from tracker.telling.values import Tellable
from tracker.text.clean import join_surrogates, one_line

_POLICY = policy.SMTP.clone(cte_type="7bit")
"""CRLF, and seven bits: not every server on the way takes eight."""


def compose(message: Tellable, settings: MailSettings, *, moment: datetime) -> EmailMessage:
    """Write the mail.

    `Message-ID` is made of the message's key, so that a mail which arrives twice is known again
    (most servers then drop it). `Auto-Submitted` keeps vacation notices from answering
    (RFC 3834), `X-Auto-Response-Suppress` does so at Exchange. `Precedence` is not set: no
    standard describes it, RFC 2076 discourages it, and some filters take it for advertising.
    `List-Id` (RFC 2919) and the headers `X-Tracker-` are there to filter by.

    Args:
        moment: when it is sent.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = mailbox(settings.sender)
    mail["To"] = tuple(mailbox(address) for address in settings.to)
    mail["Subject"] = _subject(message.subject)
    mail["Date"] = format_datetime(moment)
    mail["Message-ID"] = f"<{token_of(message.key)}@{settings.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["List-Id"] = f"<{settings.name.lower()}.tracker.{settings.domain}>"
    mail["X-Tracker-Run"] = token_of(message.run)
    mail["X-Tracker-Level"] = str(message.level)
    mail.set_content(_sendable(message.text))
    if message.html:
        mail.add_alternative(_sendable(message.html), subtype="html")
    return mail


def _subject(text: str) -> str:
    # `email` decodes encoded words in what it is given, and `=?utf-8?q?=0ABcc:_...?=` then
    # begins a new header.
    return one_line(text).replace("=?", "= ?")[:200] or "tracker"


def _sendable(text: str) -> str:
    return join_surrogates(text).replace("\0", "")
