"""Query parameters of collections, read and checked as WordPress does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.playback.answers import RestError, invalid_parameter

Raw = dict[str, str | list[str]]

_ARRAY_NAME = re.compile(r"(\w+)\[\w*\]\Z")


def raw_parameters(query: tuple[tuple[str, str], ...]) -> Raw:
    """Collect query pairs the way PHP does: `a[]=1&a[]=2` is a list, else the last one counts."""
    found: Raw = {}
    for name, value in query:
        if match := _ARRAY_NAME.match(name):
            held = found.get(match[1])
            found[match[1]] = [*(held if isinstance(held, list) else ()), value]
        else:
            found[name] = value
    return found


def text_of(raw: Raw, name: str, default: str = "") -> str:
    """Read a parameter that is one string."""
    value = raw.get(name, default)
    return value if isinstance(value, str) else default


def list_of(raw: Raw, name: str) -> tuple[str, ...]:
    """Read a list: an array, or separated by commas and white space (`wp_parse_list`)."""
    value = raw.get(name, "")
    if isinstance(value, list):
        return tuple(value)
    return tuple(part for part in re.split(r"[\s,]+", value) if part)


def ids_of(raw: Raw, name: str) -> tuple[int, ...]:
    """Read a list of whole numbers.

    Raises:
        RestError: for anything else.
    """
    parts = list_of(raw, name)
    for at, part in enumerate(parts):
        if not re.fullmatch(r"-?\d{1,18}", part):
            message = f"{name}[{at}] is not of type integer."
            raise invalid_parameter(name, "rest_invalid_type", message, {"param": f"{name}[{at}]"})
    return tuple(map(int, parts))


def number_of(raw: Raw, name: str, *, low: int | None, high: int | None = None) -> int | None:
    """Read a whole number within bounds; None where the parameter is absent.

    Raises:
        RestError: `rest_invalid_param`.
    """
    if name not in raw:
        return None
    text = text_of(raw, name)
    if not re.fullmatch(r"-?\d{1,18}(\.0+)?", text):
        message = f"{name} is not of type integer."
        raise invalid_parameter(name, "rest_invalid_type", message, {"param": name})
    number = int(float(text))
    if low is not None and high is not None and not low <= number <= high:
        message = f"{name} must be between {low} (inclusive) and {high} (inclusive)"
        raise invalid_parameter(name, "rest_out_of_bounds", message)
    if low is not None and number < low:
        message = f"{name} must be greater than or equal to {low}"
        raise invalid_parameter(name, "rest_out_of_bounds", message)
    return number


def choice_of(raw: Raw, name: str, choices: tuple[str, ...], default: str) -> str:
    """Read one of a few words.

    Raises:
        RestError: `rest_invalid_param`.
    """
    value = text_of(raw, name, default)
    if value not in choices:
        listed = f"{', '.join(choices[:-1])}, and {choices[-1]}"
        if len(choices) == 2:
            listed = " and ".join(choices)
        message = f"{name} is not one of {listed}."
        raise invalid_parameter(name, "rest_not_in_enum", message)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of a collection is asked for."""

    page: int
    per_page: int | None
    offset: int | None

    @property
    def start(self) -> int:
        """The place of the first one, from 0; `offset` counts and `page` does not, if given."""
        if self.offset is not None:
            return self.offset
        return (self.page - 1) * (self.per_page or 0)


def window_of(raw: Raw, *, default: int | None = 10) -> Window:
    """Read `page`, `per_page` and `offset`.

    Args:
        default: what `per_page` is where it is not given; None for everything.

    Raises:
        RestError: `rest_invalid_param`.
    """
    page = number_of(raw, "page", low=1)
    per_page = number_of(raw, "per_page", low=1, high=100)
    offset = number_of(raw, "offset", low=None)
    if offset is not None:
        offset = abs(offset)  # absint() in WP_Query
    return Window(
        page=1 if page is None else page,
        per_page=default if per_page is None else per_page,
        offset=offset,
    )


def missing(name: str) -> RestError:
    """Refuse `orderby` that needs another parameter."""
    if name == "search":
        message = "You need to define a search term to order by relevance."
        return RestError(400, "rest_no_search_term_defined", message)
    message = "You need to define an include parameter to order by include."
    return RestError(400, "rest_orderby_include_missing_include", message)
