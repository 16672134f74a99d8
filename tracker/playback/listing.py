"""Filters and orders of collections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tracker.playback.parameters import Raw, choice_of, ids_of, list_of, missing, text_of
from tracker.playback.rules import Rules
from tracker.playback.values import Observation

Key = Callable[[Observation], Any]

_TIME_BOUNDS = {
    "after": ("date", 1),
    "before": ("date", -1),
    "modified_after": ("modified", 1),
    "modified_before": ("modified", -1),
}
_NUMBER_FILTERS = ("author", "parent", "menu_order")


def rendered(one: Observation, name: str) -> str:
    """Return the text of a field, be it plain or an object with `rendered`."""
    value = one.fields.get(name, "")
    if isinstance(value, dict):
        value = value.get("rendered", "")
    return value if isinstance(value, str) else ""


def filtered(
    many: Sequence[Observation], raw: Raw, term_bases: tuple[str, ...]
) -> Sequence[Observation]:
    """Keep what the parameters ask for.

    Args:
        many: the public observations of a collection.
        raw: the parameters.
        term_bases: names of the term fields, such as `categories`.

    Raises:
        RestError: for a parameter that cannot be used.
    """
    tests: list[Callable[[Observation], bool]] = []
    if include := ids_of(raw, "include"):
        wanted = frozenset(include)
        tests.append(lambda one: one.id in wanted)
    if exclude := ids_of(raw, "exclude"):
        unwanted = frozenset(exclude)
        tests.append(lambda one: one.id not in unwanted)
    if slugs := list_of(raw, "slug"):
        tests.append(lambda one: one.fields.get("slug") in slugs)
    if words := text_of(raw, "search").casefold().split():
        tests.append(lambda one: _mentions(one, words))
    tests += [_number_test(raw, name) for name in _NUMBER_FILTERS if name in raw]
    if "post" in raw and term_bases == ():
        posts = ids_of(raw, "post")
        tests.append(lambda one: one.fields.get("post", posts[0]) in posts)
    tests += [_term_test(raw, name) for name in term_bases if name in raw]
    tests += [_time_test(raw, name) for name in _TIME_BOUNDS if name in raw]
    if "sticky" in raw:
        sticky = text_of(raw, "sticky") in ("1", "true")
        tests.append(lambda one: bool(one.fields.get("sticky")) is sticky)
    if not tests:
        return many
    return [one for one in many if all(test(one) for test in tests)]


def _mentions(one: Observation, words: list[str]) -> bool:
    text = " ".join(rendered(one, name) for name in ("title", "content", "excerpt", "name"))
    text = text.casefold()
    return all(word in text for word in words)


def _number_test(raw: Raw, name: str) -> Callable[[Observation], bool]:
    wanted = ids_of(raw, name)
    return lambda one: one.fields.get(name, 0) in wanted


def _term_test(raw: Raw, name: str) -> Callable[[Observation], bool]:
    wanted = frozenset(ids_of(raw, name))
    return lambda one: not wanted.isdisjoint(one.fields.get(name) or ())


def _time_test(raw: Raw, name: str) -> Callable[[Observation], bool]:
    field, side = _TIME_BOUNDS[name]
    bound = text_of(raw, name)[:19]
    if side > 0:
        return lambda one: str(one.fields.get(field, "")) > bound
    return lambda one: str(one.fields.get(field, "")) < bound


def ordered(many: Sequence[Observation], raw: Raw, rules: Rules) -> Sequence[Observation]:
    """Sort as `orderby` and `order` ask.

    WordPress leaves the order of equals open (`WP_Query::parse_orderby`); here it is by id.

    Raises:
        RestError: for an order that does not exist or lacks its parameter.
    """
    order = choice_of(raw, "order", ("asc", "desc"), rules.order)
    orderby = choice_of(raw, "orderby", rules.orders, rules.orderby)
    if orderby == "include":
        include = ids_of(raw, "include")
        if not include:
            raise missing("include")
        return sorted(many, key=lambda one: include.index(one.id))
    if orderby == "include_slugs":
        slugs = list_of(raw, "slug")
        return sorted(
            many,
            key=lambda one: (
                slugs.index(one.fields.get("slug"))
                if one.fields.get("slug") in slugs
                else len(slugs)
            ),
        )
    if orderby == "relevance":
        if not text_of(raw, "search"):
            raise missing("search")
        orderby = "date"
    key = _sort_key(orderby)
    return sorted(many, key=lambda one: (*key(one), one.id), reverse=order == "desc")


def _sort_key(orderby: str) -> Key:
    if orderby == "id":
        return lambda _: ()
    if orderby in ("title", "name", "slug", "description"):
        return lambda one: (rendered(one, orderby).casefold(),)
    if orderby in ("author", "parent", "menu_order", "post", "count"):
        return lambda one: (_number(one.fields.get(orderby)),)
    return lambda one: (str(one.fields.get(orderby, "")),)


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0
