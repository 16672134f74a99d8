"""The index of a REST API: what a site says of itself, and to whom."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from tracker.errors import SiteError, SiteForbidden
from tracker.model import Fields
from tracker.wordpress.address import shown
from tracker.wordpress.answers import Answer, BadJson, decode_json
from tracker.wordpress.rest import Rest, Root, failure
from tracker.wordpress.session import Session

INDEX_FIELDS = "name,description,url,home,gmt_offset,timezone_string,namespaces,authentication"


def open_site(session: Session, rest_root: str) -> tuple[Rest, Fields]:
    """Open a site whose root is known already, with one request.

    Returns:
        the REST API and its index, as in `Discovery.index`.

    Raises:
        SiteError, SiteForbidden, SiteUnavailable: like `discover`.
    """
    root = Root.parse(rest_root)
    answer, login = ask_index(session, root)
    return Rest(session=session, root=root, login=login), answer.value


def ask_index(session: Session, root: Root) -> tuple[Answer, bool]:
    """Read the index at a root, with credentials only where the site answers nobody else.

    Returns:
        the answer, and whether it took a login.

    Raises:
        SiteError, SiteForbidden, SiteUnavailable: like `discover`.
    """
    answer, login = _ask(session, root), False
    if answer.status in {401, 403} and session.settings.credentials is not None:
        answer, login = _ask(session, root, credentials=True), True
    if is_index(answer):
        return answer, login
    if answer.status in {401, 403}:
        raise switched_off(answer)
    if not answer.is_fine:
        raise failure(answer)
    raise SiteError(
        f"{shown(answer.url)} is not the REST API of a WordPress site; "
        "look at the address, or name the REST root with --rest-root.",
        url=answer.url,
        status=answer.status,
    )


def _ask(session: Session, root: Root, *, credentials: bool = False) -> Answer:
    return session.get(root.url(""), [("_fields", INDEX_FIELDS)], credentials=credentials)


def try_index(session: Session, guess: Root) -> Answer:
    """Read what is at a guessed root: any page may be, so what is no JSON is no failure."""
    answer = session.get(guess.url(""), [("_fields", INDEX_FIELDS)], json=False)
    with suppress(BadJson):
        value = decode_json(answer.body, max_depth=session.settings.max_depth)
        return replace(answer, value=value)
    return answer


def is_index(answer: Answer) -> bool:
    """Tell the index of a WordPress site from any other answer."""
    found = answer.value if answer.is_fine and isinstance(answer.value, dict) else {}
    namespaces = found.get("namespaces")
    return isinstance(namespaces, list) and "wp/v2" in namespaces


def switched_off(answer: Answer) -> SiteForbidden:
    """Say that a site keeps its API to itself."""
    code = f" ({shown(answer.error.code)})" if answer.error is not None else ""
    return SiteForbidden(
        f"{shown(answer.url)} answered {answer.status}{code}: this site has switched its REST "
        "API off, or shows it only after a login; try --user with an application password, "
        "or ask the owner of the site.",
        url=answer.url,
        status=answer.status,
    )
