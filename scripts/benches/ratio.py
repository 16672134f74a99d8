"""What a measurement says: one ratio, and the target it is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One line of the table.

    Args:
        name: what is compared with what.
        value: the measured ratio, or a number in `unit`.
        target: the bound; None where there is none.
        at_least: whether the value must reach the target; else it must not exceed it.
        unit: of the value; `x` for a ratio.
    """

    name: str
    value: float
    target: float | None = None
    at_least: bool = False
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        """Whether the value keeps to the target; a value without a target does."""
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target


def table(ratios: Iterable[Ratio]) -> str:
    """Write ratios as lines of a table."""
    lines = [f"{'':62}{'measured':>10}  {'target':<12}"]
    for one in ratios:
        measured = f"{one.value:.2f}" if one.value < 100 else f"{one.value:.0f}"
        target, verdict = "", ""
        if one.target is not None:
            target = f"{'>=' if one.at_least else '<='} {one.target:g} {one.unit}"
            verdict = "met" if one.is_met else "NOT MET"
        lines.append(f"{one.name:62}{measured:>8} {one.unit:<3}{target:<12}{verdict}".rstrip())
    return "\n".join(lines)


def alternate(actions: Sequence[Callable[[], float]], runs: int) -> list[float]:
    """Run actions in turn (A B A B ...), so that a busy machine is unfair to none.

    Returns:
        for each action the median of what it returned.
    """
    found: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for action, values in zip(actions, found, strict=True):
            values.append(action())
    return [median(values) for values in found]


def seconds(action: Callable[[], object]) -> float:
    """Tell how long an action takes, in seconds of the clock on the wall."""
    begin = perf_counter()
    action()
    return perf_counter() - begin
