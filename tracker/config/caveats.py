"""What a policy says that is allowed, and hardly meant: scopes that fit nothing, and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tracker.archive.repository import open_archive
from tracker.audit.policy import Policy
from tracker.config.problems import nearest
from tracker.config.values import Config
from tracker.errors import ConfigError, TrackerError
from tracker.listing import read_known
from tracker.overview import find_archives
from tracker.text import one_line


def policy_caveats(config: Config, policy: Policy) -> Iterator[str]:
    """Give a sentence for each thing in a policy that has no effect, or more than is likely meant.

    Args:
        config: for the sites that there are; archives are read where categories are to be known.
        policy: ready for use.
    """
    labels = [site.label for site in config.sites]
    for use in policy.uses:
        yield from _unknown_sites(f"the rule {use.name}", use.scope.sites, labels)
    wanted = [(use.name, name) for use in policy.uses for name in use.scope.categories]
    terms = _terms(config) if wanted else {}
    for rule, name in wanted:
        if terms and name.casefold() not in terms:
            near = nearest(name.casefold(), terms)
            meant = f'; did you mean "{one_line(terms[near])}"?' if near else "."
            yield f'No archive has the category "{one_line(name)}" of the rule {rule}{meant}'
    for one in policy.spec.suppressions:
        if not (one.finding or one.rule or one.post or one.site):
            yield (
                f"The suppression until {one.until.isoformat()} ({one_line(one.reason)}) names "
                "neither finding, rule, post nor site: nothing is told while it lasts."
            )
        sites = (one.site,) if one.site else ()
        yield from _unknown_sites(f"a suppression ({one_line(one.reason)})", sites, labels)


def _unknown_sites(what: str, wanted: Iterable[str], labels: list[str]) -> Iterator[str]:
    for name in wanted:
        if labels and not any(name.casefold() in label.casefold() for label in labels):
            near = nearest(name, labels)
            meant = f"; did you mean {near}?" if near else "."
            yield f'No configured site is called "{one_line(name)}", as in {what}{meant}'


def _terms(config: Config) -> dict[str, str]:
    """List the names and ids of the terms of all archives, folded, as they are written."""
    found: dict[str, str] = {}
    paths = [config.repos / site.label for site in config.sites]
    try:
        paths = paths or list(find_archives(config.repos, None))
    except (ConfigError, OSError):
        return found
    for path in paths:
        try:
            with open_archive(path) as archive:
                known = read_known(archive)
        except (TrackerError, OSError):  # not synced yet; `tracker verify` looks at the others
            continue
        numbers = known.names.terms
        for name in chain(numbers, map(known.term, numbers)):
            found[name.casefold()] = name
    return found
