"""Run the steps of the workflow as GitHub's runner does, without GitHub."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

FILES = Path(__file__).parents[2] / "scripts" / "schedule"
WORKFLOW = FILES / "github-actions.yml"
_EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of the workflow: what each step printed, its exit code, and the job summary."""

    said: Mapping[str, str]
    codes: Mapping[str, int]
    summary: str


def workflow() -> dict[str, Any]:
    """Read the workflow; YAML 1.1 takes its key `on` for the word true."""
    found: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    found["on"] = found.pop(True)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A fresh machine.

    Args:
        folder: a new one, for the runner's files.
        server: stands for https://github.com.
        repository: `owner/name` on it.
        home: the check-out.
    """

    folder: Path
    server: str
    repository: str
    home: Path

    @property
    def archives(self) -> Path:
        """Where the workflow keeps archives while it runs."""
        return self.folder / "archives"

    def job(self) -> Ran:
        """Run all steps but those that need the world: the check-out and the installation."""
        done = {}
        for step in _job()["steps"]:
            if "run" in step and step["name"] != "Install tracker":
                one = done[step["name"]] = self.step(step["name"])
                if one.returncode and step["name"] == "Fetch the archives":
                    break
        return Ran(
            said={name: one.stdout + one.stderr for name, one in done.items()},
            codes={name: one.returncode for name, one in done.items()},
            summary=self._file("GITHUB_STEP_SUMMARY").read_text(),
        )

    def step(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run one step, by its name."""
        (step,) = (one for one in _job()["steps"] if one.get("name") == name)
        # As the runner does it for `shell: bash`.
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.home, env=self.environment(step.get("env", {})),
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def environment(self, of_step: Mapping[str, str]) -> dict[str, str]:
        """Give the variables of a step."""
        outputs = self._file("GITHUB_OUTPUT").read_text().splitlines()
        context = {
            "github.server_url": self.server,
            "github.repository": self.repository,
            "github.token": "t0",
            "steps.audit.outputs.code": dict(one.split("=", 1) for one in outputs).get("code", ""),
        }
        return {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(self._file("GITHUB_OUTPUT")),
            "GITHUB_STEP_SUMMARY": str(self._file("GITHUB_STEP_SUMMARY")),
            **_values(_job()["env"], context),
            **_values(of_step, context),
        }

    def _file(self, name: str) -> Path:
        path = self.folder / name
        path.touch()
        return path


def _job() -> dict[str, Any]:
    found: dict[str, Any] = workflow()["jobs"]["audit"]
    return found


def _values(env: Mapping[str, str], context: Mapping[str, str]) -> dict[str, str]:
    return {name: _EXPRESSION.sub(lambda m: context[m[1]], text) for name, text in env.items()}
