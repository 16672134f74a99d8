"""The REST API of one site: addresses built from its root, failures in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.errors import SiteError, SiteForbidden
from tracker.wordpress.address import Params, shown
from tracker.wordpress.answers import Answer
from tracker.wordpress.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A REST root, taken apart so that addresses can be built from it.

    Args:
        base: scheme, host and path; with pretty permalinks the path of the API.
        route: what stands in `rest_route=` before the route, None with pretty permalinks.
        extra: further parameters of the root (a language, say), kept in every address.
    """

    base: str
    route: str | None
    extra: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, root: str) -> Root:
        """Read a root: `https://x/wp-json/`, `https://x/index.php?rest_route=/`."""
        parts = urlsplit(root)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        routes = [value for name, value in pairs if name == "rest_route"]
        extra = tuple(pair for pair in pairs if pair[0] != "rest_route")
        path = parts.path or "/"
        if not routes and not path.endswith("/"):
            path += "/"
        route = None if not routes else routes[-1].rstrip("/") + "/"
        base = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        return cls(base=base, route=route, extra=extra)

    def __str__(self) -> str:
        return self.url("")

    def url(self, path: str) -> str:
        """Build the address of a route such as `wp/v2/posts`; parameters follow with `&`."""
        if self.route is None:
            query = urlencode(self.extra)
            return f"{self.base}{path}" + (f"?{query}" if query else "")
        pairs = (*self.extra, ("rest_route", self.route + path))
        return f"{self.base}?{urlencode(pairs, safe='/')}"

    @property
    def site_path(self) -> str:
        """The path under which WordPress lives: `/`, `/blog/`."""
        parts = urlsplit(self.base).path.strip("/").split("/")
        if self.route is None:
            parts = parts[:-1]
        if parts and parts[-1] == "index.php":
            parts = parts[:-1]
        return "/" + "".join(f"{part}/" for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The REST API of one site.

    Args:
        session: with the origin of the root permitted.
        root: where every address begins.
        login: this API answers nobody without a login, so even posts are read with credentials.
    """

    session: Session
    root: Root
    login: bool = False

    def ask(
        self, path: str, params: Params = (), *, credentials: bool = False, tries: int | None = None
    ) -> Answer:
        """Ask for a route and give back whatever is answered below 500."""
        return self.session.get(
            self.root.url(path), params, credentials=credentials or self.login, tries=tries
        )

    def get(
        self, path: str, params: Params = (), *, credentials: bool = False, tries: int | None = None
    ) -> Answer:
        """Ask for a route that has to be there.

        Raises:
            SiteForbidden: for 401 and 403.
            SiteError: for any other status than 2xx.
        """
        answer = self.ask(path, params, credentials=credentials, tries=tries)
        if not answer.is_fine:
            raise failure(answer)
        return answer

    def get_list(
        self, path: str, params: Params = (), *, credentials: bool = False, tries: int | None = None
    ) -> tuple[Answer, list[Any]]:
        """Ask for a collection.

        Raises:
            SiteForbidden, SiteError: like `get`, and where the answer is no list.
        """
        answer = self.get(path, params, credentials=credentials, tries=tries)
        if not isinstance(answer.value, list):
            raise SiteError(
                f"{shown(answer.url)} answered with something else than a list of posts; "
                "a plugin of the site may have changed its REST API.",
                url=answer.url,
                status=answer.status,
            )
        return answer, answer.value


def failure(answer: Answer) -> SiteError:
    """Put an answer that is not 2xx into an error with a sentence."""
    place = shown(answer.url)
    what = f"{place} answered {answer.status}"
    if answer.error is not None:
        told = f"{answer.error.code}: {answer.error.message}".strip(": ")
        what = f"{what} ({shown(told)})"
    if answer.status in {401, 403}:
        return SiteForbidden(
            f"{what}; the site does not show this to the asker. A login may help (--user), "
            "or a word with the owner of the site.",
            url=answer.url,
            status=answer.status,
        )
    return SiteError(
        f"{what}; look at this address in a browser.", url=answer.url, status=answer.status
    )
