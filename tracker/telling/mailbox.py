"""Addresses of people: `audits@example.org`, `Audits <audits@example.org>`."""

from __future__ import annotations

import re
from email.headerregistry import Address

from tracker.errors import ConfigError

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
_MAILBOX = re.compile(rf"(?P<name>[^<>@]*)<(?P<named>{_ADDRESS})>|(?P<bare>{_ADDRESS})")


def mailbox(text: str) -> Address:
    """Read one address, with a name or without.

    Raises:
        ConfigError: for anything else. Addresses beyond ASCII are not taken, since a server
            may not be able to pass them on; a domain can be written in Punycode.
    """
    match = _MAILBOX.fullmatch(text.strip())
    try:
        # `email` would decode an encoded word, and what it decodes may hold a new line.
        if match is None or not text.isprintable() or "=?" in text:
            raise ValueError(text)
        name = (match["name"] or "").strip().strip('"')
        return Address(display_name=name, addr_spec=match["named"] or match["bare"])
    except ValueError as error:
        raise ConfigError(
            f"{ascii(text)[:100]} is not a mail address; write it like audits@example.org or "
            "Audits <audits@example.org>."
        ) from error


def domain_of(text: str) -> str:
    """Give the domain of an address, in lower case."""
    return mailbox(text).domain.lower()
