"""What can stand where a command wants a site, a post, a moment or a type."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.archive.repository import MAIN, Archive, open_archive
from tracker.cli.app import COMMANDS
from tracker.cli.around import home_of_held
from tracker.cli.completing_posts import newest_posts, post_ids
from tracker.errors import ConfigError
from tracker.overview import find_archive, find_archives

if TYPE_CHECKING:
    from tracker.config import Config

Found = Iterator[tuple[str, str]]
"""Values, and what to say of each."""

_NEWEST = 30
_MOMENTS = (
    ("first", "the first state"),
    ("latest", "the newest state"),
    ("reviewed", "as it was when it was reviewed"),
    ("#1", "number 1 in its history"),
    ("#-1", "the last in its history"),
)
_TIMES = (
    ("reviewed", "after the last review"),
    ("today", ""),
    ("yesterday", ""),
    ("7d", "7 days ago"),
    ("30d", "30 days ago"),
)


def _sites(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    for path in find_archives(_repos(ctx), None):
        yield path.name, ""


def _addresses(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    for path in find_archives(_repos(ctx), None):
        with open_archive(path) as archive:
            if address := archive.site().get("url"):
                yield str(address), path.name


def _sites_and_addresses(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    yield from _sites(ctx, param, incomplete)
    if incomplete:
        yield from _addresses(ctx, param, incomplete)


def _posts(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    post, mark, _ = incomplete.rpartition("#")
    if mark:
        yield from ((f"{post}{number}", said) for number, said in _MOMENTS if number[0] == "#")
        return
    with _archive(ctx) as archive:
        newest = newest_posts(archive)
        if not incomplete:
            yield from ((one.slug or str(one.key), one.title) for one in newest[:_NEWEST])
            return
        for one in newest:
            for name in (one.slug, str(one.key.id), str(one.key)):
                if name.startswith(incomplete):
                    yield name, one.title
        if any(character.isdecimal() for character in incomplete):
            yield from ((number, "") for number in post_ids(archive, incomplete))


def _edits(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    words = ctx.params.get(str(param.name)) or ()
    yield from (_moments if words else _posts)(ctx, param, incomplete)


def _moments(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    if len(ctx.params.get(str(param.name)) or ()) < 2:
        yield from _MOMENTS


def _since(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    if ctx.info_name == "diff":
        yield from _MOMENTS
    elif ctx.info_name in ("log", "report"):
        yield from _TIMES
    elif ctx.info_name == "run":
        yield from (("last", "the last audit"), *_TIMES[1:])


def _until(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    yield from _TIMES[1:]


def _types(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    """Name the folders of the archives; `posts,pa` is completed after its comma."""
    known, comma, _ = incomplete.rpartition(",")
    for path in find_archives(_repos(ctx), None):
        with open_archive(path) as archive:
            for folder in archive.repo.git.ls_tree("-d", "--name-only", MAIN).split():
                yield f"{known}{comma}{folder}", ""


def _remotes(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    for path in find_archives(_repos(ctx), None):
        with open_archive(path) as archive:
            yield from ((remote, path.name) for remote in archive.remotes())


def _topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    topics = import_module("tracker.cli.help_command").TOPICS
    rules = import_module("tracker.cli.help_rules").summaries() if incomplete else {}
    yield from {**topics, **COMMANDS, **rules}.items()


def _policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    """Name the policies that are built in, and those of the configuration."""
    found = import_module("tracker.config.policies").known_policies(_config(ctx))
    for name, spec in found.items():
        yield name, f"begins with {spec.extends}" if spec.extends else ""


def _audited(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    """Name the sites that can be audited: configured ones, and those with an archive."""
    config = _config(ctx)
    for site in config.sites if config is not None else ():
        yield site.label, site.url
    with suppress(ConfigError):  # there can be no archive yet
        yield from _sites_and_addresses(ctx, param, incomplete)


def _config(ctx: click.Context) -> Config | None:
    """Read the configuration that is meant; None where there is none."""
    config: Config | None = import_module("tracker.config").load_config(
        ctx.params.get("config"), start=Path.cwd()
    )
    return config


def _many_sites(ctx: click.Context, param: click.Parameter, incomplete: str) -> Found:
    names = _audited if ctx.info_name == "run" else _sites_and_addresses
    given = ctx.params.get(str(param.name)) or ()
    for name, said in names(ctx, param, incomplete):
        if name not in given:
            yield name, said
    if ctx.info_name == "run" and not given:  # `run` need not be said, so the shell never sees it
        yield "verify", "repeat a past audit from git alone"


BY_NAME = {
    "site": _sites_and_addresses,
    "sites": _many_sites,
    "url": _addresses,
    "post": _posts,
    "posts": _posts,
    "edit": _edits,
    "moment": _moments,
    "moments": _moments,
    "since": _since,
    "until": _until,
    "types": _types,
    "post_type": _types,
    "push": _remotes,
    "topic": _topics,
    "policy": _policies,
}
"""By the names that parameters have in all commands."""


def _repos(ctx: click.Context) -> Path:
    return Path(ctx.params.get("repos") or home_of_held(Path.cwd()))


def _archive(ctx: click.Context) -> AbstractContextManager[Archive]:
    """Open the archive that is meant, as far as the line says; the first one where it does not."""
    site = ctx.params.get("site") or ctx.params.get("url")
    return open_archive(find_archive(_repos(ctx), site))
