"""The border of a site: what may be asked, where an answer may lead, where a password may go."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from tracker.errors import SiteError, SiteForbidden
from tracker.wordpress.address import Origin, origin_of, shown


class Border:
    """What belongs to a site.

    A user may name any address, private ones too; a site may lead nowhere else (it could make
    this machine ask its neighbours).

    Args:
        site: the address that the user typed.
        rest_root: a REST root that the user named; the only way to a second origin, and then the
            only one that gets credentials.
    """

    def __init__(self, site: str, rest_root: str | None) -> None:
        self.home: Origin = origin_of(rest_root or site)
        self._origins = (origin_of(site), self.home)

    def permits(self, url: str) -> bool:
        """Tell whether an address lies within the site (or the named REST root)."""
        try:
            target = origin_of(url)
            parts = urlsplit(url)
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None:
            return False
        return any(origin.leads_to(target) for origin in self._origins)

    def check(self, url: str, *, credentials: bool) -> None:
        """Refuse an address before anything is sent to it.

        Args:
            url: about to be asked.
            credentials: the user's name and password would go along.

        Raises:
            SiteError: outside the site.
            SiteForbidden: where the password would travel in the clear, or to another host.
        """
        if not self.permits(url):
            raise SiteError(
                f"{shown(url)} lies outside the site and was not asked; "
                "name the REST root with --rest-root if it is the right one.",
                url=url,
            )
        if not credentials:
            return
        target = origin_of(url)
        if not target.is_private:
            raise SiteForbidden(
                f"{shown(url)} is plain HTTP, where anyone on the way can read the password; "
                "nothing was sent. Use the https address of the site.",
                url=url,
            )
        if not self.home.leads_to(target):
            raise SiteForbidden(
                f"{shown(url)} is not where the password belongs; nothing was sent.", url=url
            )

    def follow(self, url: str, target: str) -> str:
        """Give the address that a redirect leads to.

        Args:
            url: what was asked.
            target: the `Location` of the answer.

        Raises:
            SiteError: where it leads out of the site, or from HTTPS back to HTTP.
        """
        try:
            new = urljoin(url, target.strip()).partition("#")[0]
            allowed = self.permits(new) and origin_of(url).leads_to(origin_of(new))
        except ValueError:
            new, allowed = target, False
        if not allowed:
            raise SiteError(
                f"{shown(url)} redirects to {shown(new)}, which is another site and was not "
                "followed; if it is the one you mean, give its address instead.",
                url=url,
            )
        return new
