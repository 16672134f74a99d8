"""`tracker git-setup`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from tracker.archive.driver import GitSetting, git_settings, install_driver
from tracker.archive.repository import NOTES, SYNCS, open_archive
from tracker.cli import options
from tracker.cli.printing import print_json
from tracker.overview import find_archives
from tracker.report.tables import plain_table

_SHOWN = 44


@click.command("git-setup")
@click.argument("site", required=False)
@options.held
@click.option("--print", "only_print", is_flag=True, help="Print git commands; change nothing.")
@options.as_json
def command(site: str | None, repos: Path, only_print: bool, as_json: bool) -> None:
    """Let plain git show an archive well: words, hunk headers, notes; then show the settings.

    SITE is the name of an archive, a part of it, its address or a path; all without it. A sync
    sets the same; a clone needs it once. Only the archive's own configuration is written, never
    the user's.

    \b
    Examples:
      git clone https://git.example.net/archive.git && tracker git-setup archive
      tracker git-setup archive --print > for-colleagues-without-tracker.sh
    """
    results = []
    for path in find_archives(repos, site):
        with open_archive(path) as archive:
            settings = git_settings(archive) if only_print else install_driver(archive)
            remotes = () if archive.resolve(SYNCS) else archive.remotes()
        results.append({"archive": str(path), "settings": [_as_json(one) for one in settings]})
        if as_json:
            continue
        if only_print:
            click.echo("\n".join(_command(one) for one in settings))
            continue
        rows = [(one.name, _short(one.value), _state(one)) for one in settings]
        click.echo(f"{path}\n\n{plain_table(rows, ('setting', 'value', ''))}\n")
        if remotes:
            refs = f"'{NOTES}*:{NOTES}*' 'refs/tracker/*:refs/tracker/*'"
            place = f"git -C {shlex.quote(str(path))} fetch {shlex.quote(remotes[0])}"
            click.echo(
                f"Notes and syncs are not in this clone yet; this brings them:\n\n  {place} {refs}"
            )
    if as_json:
        print_json({"archives": results})


def _command(setting: GitSetting) -> str:
    return f"git config {setting.name} {shlex.quote(setting.value)}"


def _state(setting: GitSetting) -> str:
    if setting.is_users:
        return f"left as you set it: {setting.found}"
    return "set now" if setting.is_missing else "was set"


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"an expression of {len(value)} characters"


def _as_json(setting: GitSetting) -> dict[str, object]:
    return {"name": setting.name, "value": setting.value, "found": setting.found}
