"""Finding the REST API behind any page of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from tracker.errors import SiteError, SiteForbidden
from tracker.model import Fields
from tracker.wordpress.address import archive_name, origin_of, parse_address, shown
from tracker.wordpress.answers import Answer
from tracker.wordpress.front import told_language, told_root
from tracker.wordpress.index import ask_index, is_index, switched_off, try_index
from tracker.wordpress.rest import Rest, Root
from tracker.wordpress.session import Session

GUESSES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What is known of a site before its posts are read.

    Args:
        rest_root: where every address of the API begins.
        home: the address of the site's front page, on the origin that was asked.
        archive_name: the folder of its archive.
        index: name, url, home, gmt_offset, timezone_string, namespaces, authentication.
        language: of the page that was asked (`<html lang>`), None where it names none.
        login: the API answers nobody without a login.
    """

    rest_root: str
    home: str
    archive_name: str
    index: Fields
    language: str | None
    login: bool = False

    def rest(self, session: Session) -> Rest:
        """Give the REST API that was found."""
        return Rest(session=session, root=Root.parse(self.rest_root), login=self.login)


def discover(session: Session, url: str, *, rest_root: str | None = None) -> Discovery:
    """Find the REST root of the site that an address belongs to.

    In order: the `Link` header, the `<link>` element, `/wp-json/`, `/?rest_route=/`
    (https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/).

    Args:
        session: made for the same address (and the same `rest_root`).
        url: any page of the site, as the user typed it.
        rest_root: the root, where the user knows better.

    Raises:
        SiteError: where there is no WordPress, or its API lies elsewhere.
        SiteForbidden: where the API is switched off.
        SiteUnavailable: where nothing answers.
    """
    typed = parse_address(url)
    page = session.get(typed, json=False)
    language = told_language(page)
    if rest_root is not None:
        return _opened(session, typed, Root.parse(parse_address(rest_root)), language)
    told = told_root(page)
    if told is not None:
        return _opened(session, typed, Root.parse(_within(session, page.url, told)), language)
    refused: Answer | None = None
    for guess in _guesses(page.url):
        answer = try_index(session, guess)
        if is_index(answer) and _lives_at(answer.value, guess):
            return _found(typed, guess, answer, language)
        if answer.error is not None and answer.status in {401, 403}:
            refused = answer
    raise _nothing(page, refused)


def _opened(session: Session, typed: str, root: Root, language: str | None) -> Discovery:
    answer, login = ask_index(session, root)
    return _found(typed, root, answer, language, login=login)


def _found(
    typed: str, root: Root, answer: Answer, language: str | None, *, login: bool = False
) -> Discovery:
    return Discovery(
        rest_root=str(root),
        home=urljoin(root.base, root.site_path),
        archive_name=archive_name(typed, root.site_path),
        index=answer.value,
        language=language,
        login=login,
    )


def _within(session: Session, page: str, told: str) -> str:
    """Make the root that a page names absolute, and see that it is on the same site.

    Behind a proxy that ends TLS many sites name their own root with http:// on https pages.
    """
    root = urljoin(page, told).partition("#")[0]
    try:
        here, there = origin_of(page), origin_of(root)
    except ValueError:
        here, there = origin_of(page), None
    if there is not None and here.scheme == "https" and there == ("http", here.host, 80):
        parts = urlsplit(root)
        root = urlunsplit(("https", urlsplit(page).netloc, parts.path, parts.query, ""))
    if "@" in urlsplit(root).netloc or not session.permits(root):
        raise SiteError(
            f"{shown(page)} says that its REST API is at {shown(root)}, which is another site; "
            f"if that is right, say so with --rest-root {shown(root)}",
            url=page,
        )
    return root


def _guesses(page: str) -> Iterator[Root]:
    """Guess roots from the folder of a page upwards: first all pretty ones, then plain ones."""
    parts = urlsplit(page)
    folders = [name for name in parts.path.split("/")[:-1] if name]
    depths = range(min(len(folders), GUESSES), -1, -1)
    bases = [
        urlunsplit(
            (parts.scheme, parts.netloc, "/" + "".join(f"{n}/" for n in folders[:d]), "", "")
        )
        for d in depths
    ]
    for base in bases:
        yield Root.parse(f"{base}wp-json/")
    for base in bases:
        yield Root.parse(f"{base}?rest_route=/")


def _lives_at(index: Fields, guess: Root) -> bool:
    """Tell whether a guessed plain root is the site's own folder.

    WordPress answers `?rest_route=/` under any path below its own.
    """
    home: Any = index.get("home")
    if guess.route is None or guess.site_path == "/" or not isinstance(home, str):
        return True
    return urlsplit(home).path.rstrip("/") + "/" == guess.site_path


def _nothing(page: Answer, refused: Answer | None) -> SiteError:
    if refused is not None:
        return switched_off(refused)
    if page.status in {401, 403}:
        return SiteForbidden(
            f"{shown(page.url)} answered {page.status} and no REST API was found; the site "
            "keeps programs or strangers out. Ask its owner.",
            url=page.url,
            status=page.status,
        )
    missing = f" (it answered {page.status})" if not page.is_fine else ""
    return SiteError(
        f"{shown(page.url)} does not look like a page of a WordPress site{missing}: no REST API "
        "was found there. Look at the address, or name the REST root with --rest-root.",
        url=page.url,
        status=page.status,
    )
