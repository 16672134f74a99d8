"""Which words the keys of `tracker.toml` take: each reader gives a value, or says what is wrong.

Errors are `ValueError`, sentences without a final stop, and never repeat what can be secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec

from tracker.audit.amounts import read_length, read_share
from tracker.audit.specs import PolicySpec, RuleSpec, Scope, Suppression
from tracker.config.addresses import has_login, read_url, read_web_address, read_webhook_url
from tracker.config.schema import (
    AppriseSpec,
    AuditSpec,
    CadenceSpec,
    ConfigSpec,
    FeedSpec,
    MailSpec,
    NoiseSpec,
    NoteSpec,
    SecretSpec,
    SiteSpec,
    WebhookSpec,
)

Reader = Callable[[str], object]

_RATE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)/(s|min|h)")
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TYPE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_SECRET_HEADER = re.compile(r"auth|cookie|credential|key|password|secret|token", re.IGNORECASE)


def read_pause(text: str) -> timedelta:
    """Read a length of time of at least a second."""
    length = read_length(text)
    if not length:
        raise ValueError("it has to be longer than nothing")
    return length


def read_rate(text: str) -> float:
    """Read `4/s`, `30/min` or `100/h` as requests a second."""
    found = _RATE.fullmatch(text)
    if found is None or not float(found[1]):
        raise ValueError(f"{text!r} is not a rate; write it as 4/s or 30/min")
    return float(found[1]) / {"s": 1, "min": 60, "h": 3600}[found[2]]


def read_folder_name(text: str) -> str:
    """Take the name of an archive: one plain folder."""
    if not _FOLDER.fullmatch(text):
        raise ValueError(
            "an archive's name has 1 to 100 letters, digits, dots, underscores and hyphens, and "
            "begins with a letter or a digit"
        )
    return text


def is_plain_name(text: str) -> bool:
    """Tell whether a name can stand in reports, feeds and messages as it is."""
    return _FOLDER.fullmatch(text) is not None


def read_type(text: str) -> str:
    """Take a folder, a slug or a REST base of a type."""
    if not _TYPE.fullmatch(text):
        raise ValueError("a type has up to 64 letters, digits, underscores and hyphens")
    return text


def read_line(text: str) -> str:
    """Take words of one line."""
    if not text.strip() or not text.isprintable():
        raise ValueError("it has to be words in one line")
    return text


def read_remote(text: str) -> str:
    """Take what git is to push to."""
    read_line(text)
    if text.startswith("-"):
        raise ValueError("a remote does not begin with a hyphen")
    if re.search(r"://[^/@]*:[^/@]*@", text):
        raise ValueError(
            "it holds a password; leave that to git's credential helper, or to a key of ssh"
        )
    return text


def read_apprise_url(text: str) -> str:
    """Take an address that apprise knows and that names no user."""
    read_line(text)
    if "://" not in text:
        raise ValueError("it is no address that apprise knows; they look like ntfys://host/topic")
    if has_login(text):
        raise ValueError("it holds a name or password; take the whole address from a secret")
    return text


def read_variable(text: str) -> str:
    """Take the name of a variable."""
    if not _VARIABLE.fullmatch(text):
        # Somebody may have put the secret where its name belongs.
        raise ValueError("it is not the name of a variable: letters, digits and underscores")
    return text


def read_credential(text: str) -> str:
    """Take the name of a systemd credential, which is that of a file."""
    if not re.fullmatch(r"[A-Za-z0-9_.@:-]{1,100}", text) or text.strip(".") == "":
        raise ValueError("it is not the name of a credential: one plain file name")
    return text


def is_secret_header(name: str) -> bool:
    """Tell whether a header of this name says who one is."""
    return _SECRET_HEADER.search(name) is not None


def is_policy_file(text: str) -> bool:
    """Tell a file from the name of a policy."""
    return text.endswith(".toml") or "/" in text


READERS: Mapping[tuple[type[msgspec.Struct], str], Reader] = {
    (ConfigSpec, "repos"): read_line,
    (AuditSpec, "policy"): read_line,
    (AuditSpec, "timeout"): read_pause,
    (AuditSpec, "metrics"): read_line,
    (AuditSpec, "push"): read_remote,
    (FeedSpec, "findings"): read_line,
    (FeedSpec, "edits"): read_line,
    (FeedSpec, "address"): read_web_address,
    (CadenceSpec, "every"): read_pause,
    (CadenceSpec, "at_least"): read_pause,
    (SiteSpec, "url"): read_url,
    (SiteSpec, "name"): read_folder_name,
    (SiteSpec, "types"): read_type,
    (SiteSpec, "user"): read_line,
    (SiteSpec, "rate"): read_rate,
    (SiteSpec, "rest_root"): read_url,
    (SiteSpec, "every"): read_pause,
    (SiteSpec, "at_least"): read_pause,
    (SiteSpec, "policy"): read_line,
    (SiteSpec, "push"): read_remote,
    (SecretSpec, "env"): read_variable,
    (SecretSpec, "file"): read_line,
    (SecretSpec, "credential"): read_credential,
    (SecretSpec, "keyring"): read_line,
    (SecretSpec, "user"): read_line,
    (NoiseSpec, "name"): read_line,
    (NoiseSpec, "reason"): read_line,
    (NoteSpec, "example"): read_line,
    (NoteSpec, "language"): read_type,
    (WebhookSpec, "name"): read_folder_name,
    (WebhookSpec, "url"): read_webhook_url,
    (WebhookSpec, "timeout"): read_pause,
    (MailSpec, "name"): read_folder_name,
    (MailSpec, "host"): read_line,
    (MailSpec, "user"): read_line,
    (MailSpec, "sender"): read_line,
    (MailSpec, "to"): read_line,
    (MailSpec, "timeout"): read_pause,
    (AppriseSpec, "name"): read_folder_name,
    (AppriseSpec, "urls"): read_apprise_url,
    (PolicySpec, "extends"): read_line,
    (RuleSpec, "after"): read_length,
    (RuleSpec, "below"): read_share,
    (Scope, "younger_than"): read_length,
    (Scope, "older_than"): read_length,
    (Suppression, "reason"): read_line,
}
"""By table and key; of a list, each element is read. An empty string always means: not given,
except where the key is required."""
