"""How a receiver knows a message again, and knows whose it is.

Each POST bears

    Idempotency-Key: "20260301T120000Z-1f3a9c"
    X-Tracker-Timestamp: 1772366400
    X-Tracker-Signature: sha256=5d41...

the last two only where a secret was agreed. The key is the same for each try of one message and
for no other; it is quoted, since the header is a string of structured fields
(https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/, RFC 8941, 3.3.3).
A receiver may answer 409 while it is still at work on an earlier try: another one follows.

To verify a message:

1. Read the body as bytes, before anything parses it.
2. Refuse it where `X-Tracker-Timestamp` (seconds since 1970) is more than five minutes from
   your clock. Each try has a time of its own.
3. Compute HMAC-SHA256 with the secret (UTF-8) over key, timestamp and body, joined by dots; the
   key without its quotes. (So does Standard Webhooks, https://www.standardwebhooks.com.)
4. Compare `sha256=` and its hexadecimal digits with the header in constant time.
5. Drop the message where you have seen its key before.

In Python:

    signed = f'{key.strip(chr(34))}.{timestamp}.'.encode() + body
    expected = 'sha256=' + hmac.new(secret.encode(), signed, 'sha256').hexdigest()
    valid = hmac.compare_digest(expected, signature)
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime

_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_LONGEST = 64


def token_of(key: str) -> str:
    """Make the key of a message fit for a header, and for the left half of a `Message-ID`.

    A key of letters, digits, dots, `-` and `_` stays as it is; another one is hashed.
    """
    if len(key) <= _LONGEST and _PLAIN.fullmatch(key):
        return key
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def signed_headers(key: str, body: bytes, *, secret: str, moment: datetime) -> dict[str, str]:
    """Give the headers by which a receiver knows a message, see above.

    Args:
        key: of the message.
        body: the bytes that are sent.
        secret: empty for no signature.
        moment: of this try.
    """
    token = token_of(key)
    headers = {"Idempotency-Key": f'"{token}"'}
    if secret:
        stamp = str(int(moment.timestamp()))
        signed = f"{token}.{stamp}.".encode() + body
        digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        headers["X-Tracker-Timestamp"] = stamp
        headers["X-Tracker-Signature"] = f"sha256={digest}"
    return headers
