"""The container file: what can be told of it without a container engine."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.schedule.site import BEFORE, serve_at, write_answers, write_config
from tests.schedule.steps import FILES
from tracker.cli.app import run

ROOT = FILES.parents[1]
TEXT = (FILES / "Containerfile").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Read the file: instruction and what follows, lines put together, comments left out."""
    text = "\n".join(line for line in TEXT.splitlines() if not line.startswith("#"))
    whole = re.sub(r"\\\n", " ", text)
    pairs = (line.split(maxsplit=1) for line in whole.splitlines() if line.strip())
    return [(name, rest) for name, rest in pairs]


def words_of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


def test_it_is_small_and_pinned() -> None:
    bases = [re.sub(r" AS \w+$", "", base) for base in words_of("FROM")]
    assert len(set(bases)) == 1, "else the environment that is copied finds no Python"
    assert re.fullmatch(r"docker\.io/library/python:\d+\.\d+\.\d+-slim-\w+", bases[0])
    scripts = " ".join(words_of("RUN"))
    assert re.search(r"uv==\d+\.\d+\.\d+", scripts)
    assert "--locked --no-dev --no-editable" in scripts


def test_it_runs_as_nobody_in_particular() -> None:
    assert words_of("USER") == ["10001:10001"]
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "RUN")
    assert words_of("VOLUME") == ["/archives"]


def test_what_it_copies_is_there_and_enough() -> None:
    first, tracker, built = words_of("COPY")
    assert all((ROOT / name).is_file() for name in first.split()[:-1])
    assert tracker == "tracker /src/tracker"
    assert built.startswith("--from=build ")
    project = (ROOT / "pyproject.toml").read_text()
    wanted = set(re.findall(r'^(?:readme|license-files) = \[?"([\w.]+)"', project, re.MULTILINE))
    assert wanted == {"README.md", "LICENSE"}
    assert wanted <= set(first.split())


def test_the_command_of_the_image(tmp_path: Path) -> None:
    (entry,), (command,) = words_of("ENTRYPOINT"), words_of("CMD")
    assert entry == '["tracker"]'
    arguments = shlex.split(command.strip("[]").replace(",", " "))
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        config = write_config(tmp_path, port)
        archives = tmp_path / "volume"
        given = {"/etc/tracker/tracker.toml": str(config), "/archives": str(archives)}
        assert run([given.get(one, one) for one in arguments]) == 0
    assert (archives / f"127.0.0.1_{port}" / "site.json").exists()
    assert not (tmp_path / "archives").exists()
