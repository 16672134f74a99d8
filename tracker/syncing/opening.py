"""Find the site behind an address, and the archive that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tracker.archive.repository import open_archive
from tracker.edits.extensions import Extensions, noise_of
from tracker.errors import ConfigError, SiteError
from tracker.model import Fields
from tracker.recording.reformatting import DEFAULT_LANGUAGE
from tracker.recording.sitefiles import SiteState
from tracker.recording.states import Context
from tracker.syncing.options import SyncOptions
from tracker.text import plain
from tracker.wordpress.address import archive_name, parse_address
from tracker.wordpress.discover import discover
from tracker.wordpress.index import open_site
from tracker.wordpress.rest import Rest
from tracker.wordpress.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSite:
    """A site that answers.

    Args:
        rest: its API.
        name: the folder of its archive.
        home: its front page, on the origin that the user typed.
        index: what its index says.
        language: of its pages, None where they name none.
        extensions: rules of the user for it; None leaves those that its archive has.
    """

    rest: Rest
    name: str
    home: str
    index: Fields
    language: str | None
    extensions: Extensions | None

    def state(self, before: SiteState | None) -> SiteState:
        """Bring what is held of the site's identity up to date."""
        known = before or SiteState.begin(url=self.home, rest_root=None)
        name = self.index.get("name")
        zone = self.index.get("timezone_string") or _offset(self.index.get("gmt_offset"))
        site = {
            **known.site,
            "rest_root": str(self.rest.root),
            "name": plain(name) if isinstance(name, str) else known.site.get("name"),
            "time_zone": zone or known.site.get("time_zone"),
            "language": known.site.get("language") or self.language or DEFAULT_LANGUAGE,
        }
        if self.extensions is not None:
            site = self.extensions.put(site)
        return SiteState(site=site, users=known.users, terms=known.terms, media=known.media)


def make_context(opened: OpenedSite, state: SiteState) -> Context:
    """Make the context of comparisons from what is known of the site."""
    return Context(
        site_name=opened.name,
        language=str(state.site.get("language") or DEFAULT_LANGUAGE),
        noise=noise_of(state.site),
        names=state.names(),
    )


def open_for_sync(session: Session, options: SyncOptions) -> OpenedSite:
    """Open the site: with one request where its archive knows the REST root, else by discovery.

    Raises:
        ConfigError: where the root is another one than the archive was made with.
        SiteError: where the site does not answer as WordPress does.
    """
    typed = parse_address(options.url)
    known = _known(typed, options)
    root = parse_address(options.rest_root) if options.rest_root else None
    if known is not None and _is_complete(known[1]) and session.permits(known[1]["rest_root"]):
        name, site = known
        if root in (None, site["rest_root"]):
            try:
                rest, index = open_site(session, site["rest_root"])
            except SiteError as error:
                if error.status != 404:
                    raise
            else:
                return OpenedSite(
                    rest=rest,
                    name=name,
                    home=site["url"],
                    index=index,
                    language=site["language"],
                    extensions=options.extensions,
                )
    found = discover(session, typed, rest_root=root)
    name = options.name or found.archive_name
    _check_root(options.repos / name, found.rest_root, typed=root)
    return OpenedSite(
        rest=found.rest(session),
        name=name,
        home=found.home,
        index=found.index,
        language=found.language,
        extensions=options.extensions,
    )


def _known(typed: str, options: SyncOptions) -> tuple[str, Fields] | None:
    """Find the archive of an address: that of the longest path that the address begins with."""
    parts = [part for part in urlsplit(typed).path.split("/") if part]
    for length in range(len(parts), -1, -1):
        name = options.name or archive_name(typed, "/".join(parts[:length]))
        path = options.repos / name
        if (path / ".git").exists() or (path / "HEAD").exists():
            with open_archive(path) as archive:
                site = archive.site()
            if site:
                return name, site
    return None


def _is_complete(site: Fields) -> bool:
    """Tell whether an archive knows all that discovery would tell; an import leaves gaps."""
    return bool(site.get("rest_root") and site.get("language"))


def _check_root(path: Path, found: str, *, typed: str | None) -> None:
    """Refuse a root that moved: else one site could write into the archive of another."""
    if not path.exists() or typed is not None:
        return
    with open_archive(path) as archive:
        stored = archive.site().get("rest_root")
    if stored and _without_scheme(stored) != _without_scheme(found):
        raise ConfigError(
            f"The archive at {path} was made from {stored}, and the site now names {found}. "
            f"If it is the same site, say so with --rest-root {found}"
        )


def _without_scheme(root: str) -> str:
    return root.partition("://")[2]


def _offset(hours: object) -> str | None:
    if isinstance(hours, str):
        try:
            hours = float(hours)
        except ValueError:
            return None
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        return None
    minutes = round(hours * 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
