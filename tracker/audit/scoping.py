"""Which rules look at what: the scope of a rule, applied."""

from __future__ import annotations

from datetime import timedelta

from tracker.audit.amounts import read_length
from tracker.audit.specs import Scope
from tracker.audit.views import EditSeen, PostSeen, SiteSeen


def is_site_in(scope: Scope, site: SiteSeen) -> bool:
    """Tell whether a rule looks at a site."""
    return not scope.sites or any(name.casefold() in site.name.casefold() for name in scope.sites)


def is_post_in(scope: Scope, post: PostSeen, index: int = -1, age: timedelta | None = None) -> bool:
    """Tell whether a rule looks at a post, as it was at a state of its history.

    Args:
        scope: of the rule.
        post: with its history.
        index: of the state, the newest by default.
        age: of the post then; by default at the time of the audit.
    """
    if not is_site_in(scope, post.site):
        return False
    if scope.types and not {post.key.folder, post.key.post_type} & set(scope.types):
        return False
    if scope.categories and not _meets(scope.categories, post.terms(index)):
        return False
    if scope.authors and not _meets(scope.authors, post.authors(index)):
        return False
    if age is None and post.published is not None:
        age = post.site.now - post.published
    return _is_of_age(scope, age)


def is_edit_in(scope: Scope, seen: EditSeen) -> bool:
    """Tell whether a rule looks at an edit."""
    return is_post_in(scope, seen.post, seen.index, seen.age)


def _meets(wanted: tuple[str, ...], names: tuple[str, ...]) -> bool:
    return bool({name.casefold() for name in wanted} & {name.casefold() for name in names})


def _is_of_age(scope: Scope, age: timedelta | None) -> bool:
    if age is None:  # what is not known keeps no edit from being looked at
        return True
    if scope.younger_than and age >= read_length(scope.younger_than):
        return False
    return not scope.older_than or age >= read_length(scope.older_than)
