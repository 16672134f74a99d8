"""What an audit of many sites costs beside a sync of the same ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benches.posts import write_recording
from scripts.benches.processes import Cost, run_tracker
from scripts.benches.ratio import Ratio, alternate
from scripts.benches.sizes import Sizes
from scripts.benches.syncing import sync_here
from scripts.benches.towns import Town, town_process
from tracker.config import load_config

_POSTS = 20
_AT_ONCE = 16


def bench_audit(sizes: Sizes) -> list[Ratio]:
    """Audit a town, one site in twenty of it broken, again and again, each time edited."""
    with TemporaryDirectory(prefix="tracker-bench-") as name:
        folder = Path(name)
        recording = write_recording(folder / "recording.jsonl", _POSTS, 1)
        with town_process(recording, sizes.sites) as town:
            audited = _configured(folder / "audited", town)
            synced = _configured(folder / "synced", town)
            costs = [_audit(audited)]
            _sync(synced)
            turns = count()

            def turn(run: list[Cost], what: str) -> float:
                if next(turns) % 2 == 0:
                    town.edit()
                run.append(_audit(audited) if what == "audit" else _sync(synced))
                return run[-1].wall

            syncs: list[Cost] = []
            bare, whole = alternate(
                [lambda: turn(syncs, "sync"), lambda: turn(costs, "audit")], max(sizes.runs, 3)
            )
        processor = costs[-1].cpu + costs[-1].git_cpu
        return [
            Ratio(name=f"audit: time for {sizes.sites} sites / a bare sync of them",
                  value=whole / bare, target=2),
            Ratio(name="audit: CPU / that of a bare sync, git's included",
                  value=processor / (syncs[-1].cpu + syncs[-1].git_cpu)),
            Ratio(name="audit: sites a minute", value=60 * sizes.sites / whole, unit="/min"),
            Ratio(name="audit: CPU a site, git's included",
                  value=processor / sizes.sites, unit="s"),
            Ratio(name="audit: Python process", value=costs[-1].peak, target=300, unit="MB"),
        ]  # fmt: skip


def _configured(folder: Path, town: Town) -> Path:
    """Write a configuration for all sites of a town."""
    folder.mkdir()
    lines = [f"[audit]\nparallel = {_AT_ONCE}\n"]
    lines += [f'[[sites]]\nurl = "{url}"\nname = "s{n}"\n' for n, url in enumerate(town.urls)]
    path = folder / "tracker.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _audit(config: Path) -> Cost:
    return run_tracker("audit", "--config", str(config), "--format", "json", codes=(3,))


def _sync(config: Path) -> Cost:
    return run_tracker(str(config), program="scripts.benches.auditing")


def run(arguments: list[str]) -> int:
    """Sync every site of a configuration, as many at once as an audit does, and nothing else."""
    config = load_config(Path(arguments[0]), start=Path.cwd())
    assert config is not None
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for site in config.sites:
            threads.submit(sync_here, site.url, config.repos, site.name)
    return 0
