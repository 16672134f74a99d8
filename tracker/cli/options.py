"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from tracker.cli.around import home_of_held
from tracker.config.home import home_of_archives

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

repos: Decorator = click.option(
    "--repos",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: home_of_archives(Path.cwd()),
    help="The folder of the archives.  [default: of tracker.toml, else repos]",
)
held: Decorator = click.option(
    "--repos",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: home_of_held(Path.cwd()),
    help="The folder of the archives.  [default: of tracker.toml, else repos, else the archive "
    "that one stands in]",
)
config: Decorator = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration.  [default: tracker.toml, here or in a folder above]",
)
as_json: Decorator = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
push: Decorator = click.option(
    "--push",
    metavar="REMOTE",
    help="Then push to this remote, address or folder; never forced.",
)


class Moment(click.ParamType[datetime]):
    """A date or a time, with or without an offset; without one it is UTC."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read `2026-03-01`, `2026-03-01T12:00` or with an offset."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a time; write it as 2026-03-01 or 2026-03-01T12:00Z")
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


class Rate(click.ParamType[float]):
    """Requests a second: `4`, `4/s`, `30/min`."""

    name = "N/s"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a rate."""
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:/(s|min|h))?", str(value))
        if match is None or not float(match[1]):
            self.fail(f"{value} is not a rate; write it as 4/s or 30/min")
        return float(match[1]) / {"s": 1, "min": 60, "h": 3600}[match[2] or "s"]


class Duration(click.ParamType[timedelta]):
    """A length of time: `90s`, `15m`, `6h`, `1d`."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read a length of time of at least a second."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,6})(s|m|min|h|d)", str(value))
        if match is None or not int(match[1]):
            self.fail(f"{value} is not a length of time; write it as 90s, 15m, 6h or 1d")
        unit = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}[match[2]]
        return timedelta(seconds=int(match[1]) * unit)


def words(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Split `posts,pages`."""
    return tuple(word.strip() for word in (value or "").split(",") if word.strip())


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)
