"""`tracker audit`, and `tracker audit verify`."""

from __future__ import annotations

import secrets
import sys
from itertools import compress
from pathlib import Path

import click
import msgspec

from tracker.audit.many import run_sites
from tracker.audit.pushing import push_sites
from tracker.audit.sites import SiteTask
from tracker.cli import options
from tracker.cli.audit_ending import COULD_NOT, exit_code, is_kept, make_run, print_run
from tracker.cli.audit_group import Audits
from tracker.cli.audit_since import check_since, read_since
from tracker.cli.audit_sites import archives_of, archives_of_run
from tracker.cli.auditing import Choices, make_tasks
from tracker.cli.delivering import open_channels, tell_people
from tracker.cli.progress import progress_bar
from tracker.cli.publishing import publish
from tracker.config import Config, load_config
from tracker.errors import ConfigError
from tracker.findings import Level, SiteAudit
from tracker.model import stamp
from tracker.report.audit import FORMATS
from tracker.text import terminal_safe


@click.group(cls=Audits)
def command() -> None:
    """Sync sites, judge what is new against a policy, keep a record, tell people.

    SITEs are those of tracker.toml, or, without one, all archives; no SITE means all of them.
    Each audit is a commit on the branch `audits` of the archive. A finding is told when it
    appears, and once more when it is resolved. `tracker help rules` lists what can be found.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong configuration, 3 some site
    could not be audited (the report says which).

    \b
    Examples:
      tracker audit
      tracker audit www.example.org --policy compliance --format markdown
      tracker audit --due --fail-on error
      tracker audit --no-sync --since 2026-01-01 www.example.org
      tracker audit verify www.example.org
    """


@command.command("run")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--repos",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the archives.  [default: of tracker.toml, else repos]",
)
@options.config
@click.option(
    "--policy",
    metavar="NAME|FILE",
    help="Another policy for this run: newsroom, compliance, archive, one of yours, or a file.",
)
@click.option(
    "--since",
    metavar="last|TIME|COMMIT",
    help="For a first audit, where it begins; later, look once more, and keep nothing.",
)
@click.option("--no-sync", is_flag=True, help="Judge what the archives hold, without asking sites.")
@click.option(
    "--due", is_flag=True, help="Only sites whose time it is: for schedulers that call often."
)
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in Level]),
    help="Exit with 1 for findings from this level on.  [default: warning]",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to this file.",
)
@click.option("--sign", is_flag=True, help="Sign the audits with your git signing key.")
def run_command(
    sites: tuple[str, ...],
    repos: Path | None,
    config: Path | None,
    policy: str | None,
    since: str | None,
    no_sync: bool,
    due: bool,
    fail_on: str | None,
    form: str,
    output: Path | None,
    sign: bool,
) -> int:
    """Audit SITEs; `run` need not be said. See `tracker audit --help`.

    \b
    Examples:
      tracker audit
      tracker audit run www.example.org
    """
    if output is not None and not output.absolute().parent.is_dir():
        raise ConfigError(f"{output} cannot be written: there is no folder {output.parent}.")
    settings = load_config(config, start=Path.cwd())
    folder = _home(repos, settings)
    begun = options.utc_now()
    channels = open_channels(settings)
    choices = Choices(
        run=f"{begun:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        policy=policy,
        since=read_since(since),
        sync=not no_sync,
        due=due,
        sign=sign or (settings is not None and settings.audit.sign),
        channels=channels.names,
    )
    tasks = make_tasks(sites, folder, settings, choices)
    check_since(choices.since, tasks)
    parallel = settings.audit.parallel if settings is not None else 8
    results = _audited(tasks, parallel)
    paths = archives_of_run(tasks, results, folder)
    by_address = {task.url or task.name: one for task, one in zip(tasks, results, strict=True)}
    undelivered = tell_people(channels, folder, paths, by_address, choices.run)
    run = make_run(choices.run, stamp(begun), results, undelivered)
    kept = tuple(map(is_kept, tasks, results))
    if settings is not None and (any(kept) or not tasks):
        lasting = msgspec.structs.replace(run, sites=tuple(compress(results, kept)))
        publish(settings, lasting, archives_of(settings, folder, paths))
    is_written = print_run(run, form, output)
    unpushed = push_sites(tasks, results, parallel=parallel, now=options.utc_now)
    for name, why in unpushed.items():
        click.echo(f"tracker: {terminal_safe(f'{name}: {why}')}", err=True)
    is_done = is_written and not unpushed
    return exit_code(run, _level(fail_on, settings)) if is_done else COULD_NOT


def _home(said: Path | None, config: Config | None) -> Path:
    """Tell the folder of the archives: as said, else as the configuration has it."""
    return said or (config.repos if config is not None else Path("repos"))


def _level(said: str | None, config: Config | None) -> Level:
    if said is not None:
        return Level(said)
    return config.audit.fail_on if config is not None else Level.WARNING


def _audited(tasks: list[SiteTask], parallel: int) -> tuple[SiteAudit, ...]:
    """Audit sites; a terminal shows the steps of one, and of several which are done."""
    if len(tasks) != 1:
        return run_sites(tasks, parallel=parallel, now=options.utc_now, tell=_say_done)
    with progress_bar() as progress:
        return run_sites(tasks, parallel=parallel, now=options.utc_now, show=progress)


def _say_done(site: SiteAudit, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"{done}/{total} {terminal_safe(site.site)}: {site.status}", err=True)


@command.command("verify")
@click.argument("site", required=False)
@click.option(
    "--repos",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the archives.  [default: of tracker.toml, else repos]",
)
@options.config
@click.option(
    "--audit", "commit", metavar="COMMIT", help="This one, by its commit on the branch audits."
)
@click.option("--all", "every", is_flag=True, help="All audits, newest first.")
@options.as_json
def verify_command(
    site: str | None,
    repos: Path | None,
    config: Path | None,
    commit: str | None,
    every: bool,
    as_json: bool,
) -> int:
    """Repeat a past audit from git alone, and say whether it still holds.

    Exit codes: 0 it holds, 1 something else is found, or it cannot be repeated.

    \b
    Examples:
      tracker audit verify www.example.org
      tracker audit verify www.example.org --audit 3f2a91c
      tracker audit verify --all
    """
    from tracker.cli.audit_verifying import verify

    settings = load_config(config, start=Path.cwd())
    folder = _home(repos, settings)
    return verify(folder, site, commit, every=every, as_json=as_json)
